package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Optional;

/**
 * The output depends on what the charts of a minor read, so the minor must be known; a newer patch
 * is used as it is.
 */
final class IstioVersionKnown implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (WrittenVersion written : WrittenVersion.of(mesh)) {
      Optional<IstioVersion> version = IstioVersion.parse(written.text());
      if (version.isEmpty()) {
        report.add(malformed(written, context));
        continue;
      }
      Optional<IstioMinor> minor = context.catalog().find(version.get());
      if (minor.isEmpty()) {
        report.add(unknown(written, version.get(), context));
        continue;
      }
      checkPatch(version.get(), minor.get(), written.at(), report);
    }
  }

  private static void checkPatch(IstioVersion version, IstioMinor minor, Span at, Report report) {
    String newest = minor.line() + "." + minor.patches().newest();
    if (version.isPreRelease()) {
      report.add(
          Diagnostic.of(Code.ISTIO_PRE_RELEASE, at, "Istio \"" + version + "\" is a pre-release")
              .expecting("a release, such as " + newest));
    }
    if (version.patch() > minor.patches().newest()) {
      report.add(
          Diagnostic.of(
                  Code.ISTIO_NEWER_THAN_KNOWN,
                  at,
                  "Istio \"" + version + "\" is newer than the patches this meshgen knows")
              .expecting("at most " + newest)
              .hinting(
                  "check that it exists; meshgen treats it like the known patches of "
                      + minor.line()));
    }
  }

  private static Diagnostic unknown(
      WrittenVersion written, IstioVersion version, RuleContext context) {
    boolean newer = version.line().compareTo(context.catalog().minors().last()) > 0;
    return Diagnostic.of(
            Code.ISTIO_UNKNOWN, written.at(), "unknown Istio version \"" + written.text() + "\"")
        .expecting("a version of " + known(context))
        .hinting(
            newer
                ? "upgrade meshgen: a newer one may know it"
                : "upgrade one minor at a time; older minors get no security fixes");
  }

  private static Diagnostic malformed(WrittenVersion written, RuleContext context) {
    return Diagnostic.of(
            Code.ISTIO_UNKNOWN, written.at(), "invalid Istio version \"" + written.text() + "\"")
        .expecting("MAJOR.MINOR.PATCH without leading zeros, of " + known(context));
  }

  private static String known(RuleContext context) {
    return String.join(", ", context.catalog().minors().stream().map(Object::toString).toList());
  }
}
