package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A remote's webhooks and permissions come from its own chart, everything else from its primaries:
 * of another minor, they do not fit together. Two primaries that lead one remote would also fight
 * over its webhooks.
 */
final class RemoteVersionOfPrimary implements Rule {

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    Map<String, Cluster> byName = new TreeMap<>();
    mesh.clusters().forEach(cluster -> byName.put(cluster.name(), cluster));
    for (Cluster remote : mesh.clusters()) {
      if (!remote.controlPlane().isRemote()) {
        continue;
      }
      for (Located<String> name : remote.controlPlane().primaries()) {
        Cluster primary = byName.get(name.value());
        if (primary != null && !line(primary).equals(line(remote))) {
          report.add(differs(remote, primary));
        }
      }
    }
  }

  private static Diagnostic differs(Cluster remote, Cluster primary) {
    return Diagnostic.of(
            Code.REMOTE_VERSION,
            remote.origins().at("istio", "version"),
            "the remote \""
                + remote.name()
                + "\" has Istio "
                + remote.istio().version()
                + ", its primary \""
                + primary.name()
                + "\" "
                + primary.istio().version())
        .expecting("one minor on a primary and its remotes")
        .hinting("move them together: an override that matches labels of both")
        .relating(primary.origins().at("istio", "version"), "the version of its primary");
  }

  private static Optional<MinorVersion> line(Cluster cluster) {
    return IstioVersion.parse(cluster.istio().version()).map(IstioVersion::line);
  }
}
