package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every istiod configures its proxies to talk to those of all the others. Istio supports a control
 * plane one minor ahead of a data plane, so a mesh whose primaries are further apart has untested
 * pairs. Remotes count: every istiod reads their clusters, with the permissions that their charts
 * grant.
 */
final class PrimariesWithinOneMinor implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<WrittenVersion, MinorVersion> lines = new LinkedHashMap<>();
    WrittenVersion newest = null;
    for (WrittenVersion written : WrittenVersion.of(mesh)) {
      Optional<MinorVersion> line = known(written, context);
      if (line.isPresent()) {
        lines.put(written, line.get());
        newest = newest == null || line.get().compareTo(lines.get(newest)) > 0 ? written : newest;
      }
    }
    for (WrittenVersion written : lines.keySet()) {
      if (!lines.get(newest).isWithinOneOf(lines.get(written))) {
        report.add(behind(written, newest));
      }
    }
  }

  private static Diagnostic behind(WrittenVersion old, WrittenVersion newest) {
    String versions =
        "\"" + old.text() + "\" is more than one minor older than \"" + newest.text() + "\"";
    return Diagnostic.of(
            Code.PRIMARIES_TOO_FAR_APART, old.at(), "Istio " + versions + " in the same mesh")
        .expecting("all clusters of a mesh within one minor")
        .hinting("upgrade every cluster to the next minor before any goes further")
        .relating(newest.at(), "the newest version in the mesh");
  }

  /** An unknown minor is reported elsewhere, and is probably a typing error. */
  private static Optional<MinorVersion> known(WrittenVersion written, RuleContext context) {
    return IstioVersion.parse(written.text())
        .map(IstioVersion::line)
        .filter(context.catalog().minors()::contains);
  }
}
