package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.time.LocalDate;
import java.util.Optional;

/** A minor past its end of support gets no more security fixes. */
final class IstioSupportEnded implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (WrittenVersion written : WrittenVersion.of(mesh)) {
      Optional<IstioMinor> minor =
          IstioVersion.parse(written.text()).flatMap(context.catalog()::find);
      Optional<LocalDate> end = minor.flatMap(known -> known.support().end());
      if (end.isPresent() && end.get().isBefore(context.asOf())) {
        report.add(
            Diagnostic.of(
                    Code.ISTIO_SUPPORT_ENDED,
                    written.at(),
                    "support for Istio \"" + written.text() + "\" ended on " + end.get())
                .expecting("a minor that still gets security fixes")
                .hinting(next(minor.get(), context)));
      }
    }
  }

  private static String next(IstioMinor minor, RuleContext context) {
    for (MinorVersion line : context.catalog().minors().tailSet(minor.line())) {
      if (!line.equals(minor.line())) {
        return "upgrade one minor at a time; the next one is " + line;
      }
    }
    return "upgrade meshgen first: this one knows no newer minor";
  }
}
