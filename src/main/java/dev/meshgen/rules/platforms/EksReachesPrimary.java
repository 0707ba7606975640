package dev.meshgen.rules.platforms;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Platform;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes.Primary;

/**
 * The API server of EKS calls webhooks at addresses of its own VPC only, and answers "Address is
 * not allowed" for any other (istio/istio#46551): the injector of a remote there has to be a
 * gateway within.
 */
final class EksReachesPrimary implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.platform() == Platform.EKS) {
        context
            .topology()
            .controlPlanes()
            .first(cluster)
            .filter(primary -> isOutside(cluster, primary.cluster()))
            .ifPresent(primary -> report.add(outside(cluster, primary)));
      }
    }
  }

  /** As far as a spec tells: a network of its own is a VPC of its own. */
  private static boolean isOutside(Cluster remote, Cluster primary) {
    return primary.controlPlane().role() == ControlPlane.Role.PRIMARY
        && (primary.platform() != Platform.EKS
            || primary.eastWest().exposure() == Exposure.INTERNET
            || !primary.network().equals(remote.network()));
  }

  private static Diagnostic outside(Cluster remote, Primary primary) {
    return Diagnostic.of(
            Code.REMOTE_OUTSIDE_VPC,
            primary.at(),
            "the API server of \""
                + remote.name()
                + "\", on EKS, calls webhooks within its VPC only; the gateway of \""
                + primary.cluster().name()
                + "\" is hardly there")
        .expecting("an internal gateway of a primary in the same VPC, and so of the same network")
        .hinting("make it a primary of its own, or a remote of one within its VPC")
        .relating(primary.cluster().origins().document(), "its first primary");
  }
}
