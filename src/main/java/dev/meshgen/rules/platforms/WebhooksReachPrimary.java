package dev.meshgen.rules.platforms;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.ControlPlanes.Primary;
import java.util.Optional;

/**
 * Some API servers call webhooks only at addresses in their private network. So the gateway that
 * leads to the injector of a remote must be in that network.
 */
final class WebhooksReachPrimary implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Optional<String> within = Platforms.of(cluster).webhooksWithin();
      if (within.isPresent()) {
        context
            .topology()
            .controlPlanes()
            .first(cluster)
            .filter(primary -> isOutside(cluster, primary.cluster()))
            .ifPresent(primary -> report.add(outside(cluster, primary, within.get())));
      }
    }
  }

  /** As far as a spec can tell: another network of the mesh is another private one. */
  private static boolean isOutside(Cluster remote, Cluster primary) {
    return ControlPlanes.isPrimary(primary)
        && (primary.platform() != remote.platform()
            || primary.eastWest().exposure() == Exposure.INTERNET
            || !primary.network().equals(remote.network()));
  }

  private static Diagnostic outside(Cluster remote, Primary primary, String within) {
    return Diagnostic.of(
            Code.REMOTE_OUTSIDE_VPC,
            primary.at(),
            "the "
                + Platforms.of(remote).title()
                + " API server of \""
                + remote.name()
                + "\" calls webhooks only within its "
                + within
                + ", and the gateway of \""
                + primary.cluster().name()
                + "\" is probably outside")
        .concerning(remote.name())
        .expecting("a primary in the same " + within + " and network, with an internal gateway")
        .hinting("make it a primary, or a remote of a primary in its " + within)
        .relating(primary.cluster().origins().document(), "its first primary");
  }
}
