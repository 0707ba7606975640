package dev.meshgen.rules.platforms;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Platform;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The API server of EKS calls webhooks only at addresses in its VPC, and answers "Address is not
 * allowed" for any other (istio/istio#46551). So the gateway that leads to the injector of a remote
 * must be in that VPC.
 */
final class EksReachesPrimary implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<String, Cluster> byName = new TreeMap<>();
    mesh.clusters().forEach(cluster -> byName.put(cluster.name(), cluster));
    for (Cluster cluster : mesh.clusters()) {
      List<Located<String>> primaries = cluster.controlPlane().primaries();
      if (cluster.platform() != Platform.EKS
          || !cluster.controlPlane().isRemote()
          || primaries.isEmpty()) {
        continue;
      }
      Cluster primary = byName.get(primaries.get(0).value());
      if (primary != null
          && primary.controlPlane().role() == ControlPlane.Role.PRIMARY
          && isOutside(cluster, primary)) {
        report.add(outside(cluster, primary, primaries.get(0)));
      }
    }
  }

  /** As far as a spec can tell: another network is another VPC. */
  private static boolean isOutside(Cluster remote, Cluster primary) {
    return primary.platform() != Platform.EKS
        || primary.eastWest().exposure() == Exposure.INTERNET
        || !primary.network().equals(remote.network());
  }

  private static Diagnostic outside(Cluster remote, Cluster primary, Located<String> written) {
    return Diagnostic.of(
            Code.REMOTE_OUTSIDE_VPC,
            written.at(),
            "the EKS API server of \""
                + remote.name()
                + "\" calls webhooks only within its VPC, and the gateway of \""
                + primary.name()
                + "\" is probably outside")
        .expecting("a primary in the same VPC and network, with an internal gateway")
        .hinting("make it a primary, or a remote of a primary in its VPC")
        .relating(primary.origins().document(), "its first primary");
  }
}
