package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.Advisory;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Mesh;
import java.util.Optional;

/** Patches that are known to break a multicluster mesh: one warning for each thing that breaks. */
final class IstioKnownBad implements Rule {

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    for (WrittenVersion written : WrittenVersion.of(mesh)) {
      Optional<IstioVersion> version = IstioVersion.parse(written.text());
      Optional<IstioMinor> minor = version.flatMap(context.catalog()::find);
      if (minor.isPresent()) {
        for (Advisory advisory : minor.get().advisoriesFor(version.get().patch())) {
          report.add(warning(written, minor.get(), advisory));
        }
      }
    }
  }

  private static Diagnostic warning(WrittenVersion written, IstioMinor minor, Advisory advisory) {
    String source = advisory.upstream().isEmpty() ? "" : " (" + advisory.upstream() + ")";
    Diagnostic found =
        Diagnostic.of(
            Code.ISTIO_KNOWN_BAD,
            written.at(),
            "Istio \"" + written.text() + "\": " + advisory.summary() + source);
    return advisory.fixedIn().isPresent()
        ? found.expecting(minor.line() + "." + advisory.fixedIn().getAsInt() + " or later")
        : found.hinting("no patch of " + minor.line() + " fixes it");
  }
}
