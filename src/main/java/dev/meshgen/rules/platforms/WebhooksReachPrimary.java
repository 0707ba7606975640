package dev.meshgen.rules.platforms;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Some API servers call webhooks only at addresses in their private network. So the gateway that
 * leads to the injector of a remote must be in that network.
 */
final class WebhooksReachPrimary implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<String, Cluster> byName = new TreeMap<>();
    mesh.clusters().forEach(cluster -> byName.put(cluster.name(), cluster));
    for (Cluster cluster : mesh.clusters()) {
      List<Located<String>> primaries = cluster.controlPlane().primaries();
      Optional<String> within = Platforms.of(cluster).webhooksWithin();
      if (within.isEmpty() || !cluster.controlPlane().isRemote() || primaries.isEmpty()) {
        continue;
      }
      Cluster primary = byName.get(primaries.get(0).value());
      if (primary != null
          && primary.controlPlane().role() == ControlPlane.Role.PRIMARY
          && isOutside(cluster, primary)) {
        report.add(outside(cluster, primary, primaries.get(0), within.get()));
      }
    }
  }

  /** As far as a spec can tell: another network of the mesh is another private one. */
  private static boolean isOutside(Cluster remote, Cluster primary) {
    return primary.platform() != remote.platform()
        || primary.eastWest().exposure() == Exposure.INTERNET
        || !primary.network().equals(remote.network());
  }

  private static Diagnostic outside(
      Cluster remote, Cluster primary, Located<String> written, String within) {
    return Diagnostic.of(
            Code.REMOTE_OUTSIDE_VPC,
            written.at(),
            "the "
                + Platforms.of(remote).title()
                + " API server of \""
                + remote.name()
                + "\" calls webhooks only within its "
                + within
                + ", and the gateway of \""
                + primary.name()
                + "\" is probably outside")
        .expecting("a primary in the same " + within + " and network, with an internal gateway")
        .hinting("make it a primary, or a remote of a primary in its " + within)
        .relating(primary.origins().document(), "its first primary");
  }
}
