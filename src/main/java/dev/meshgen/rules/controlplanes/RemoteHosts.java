package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.GatewayRoles;
import java.util.Set;
import java.util.TreeSet;

/**
 * The first primary of a remote configures its gateway, with one listener for its own gateway and
 * those of all its remotes, so the hosts of a remote have no effect.
 */
final class RemoteHosts implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    GatewayRoles gateways = GatewayRoles.of(mesh);
    for (Cluster cluster : mesh.clusters()) {
      if (!cluster.controlPlane().primaries().isEmpty() && gateways.runs(cluster)) {
        String name = configured(cluster.controlPlane().primaries().get(0).value(), mesh);
        for (Cluster primary : mesh.clusters()) {
          if (primary.name().equals(name)
              && isWritten(cluster.eastWest())
              && !hosts(primary.eastWest()).equals(hosts(cluster.eastWest()))) {
            report.add(differ(cluster, primary));
          }
        }
      }
    }
  }

  /** Where the configuration of a primary is: for an external one, in its config cluster. */
  private static String configured(String primary, Mesh mesh) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.name().equals(primary) && cluster.controlPlane().isExternal()) {
        return cluster.controlPlane().hosting().configCluster().orElse(primary);
      }
    }
    return primary;
  }

  /** Hosts that are not set mean every host, which is not a contradiction. */
  private static boolean isWritten(EastWest eastWest) {
    return eastWest.hosts().get(0).at().hasLine();
  }

  private static Set<String> hosts(EastWest eastWest) {
    Set<String> hosts = new TreeSet<>();
    eastWest.hosts().forEach(host -> hosts.add(host.value()));
    return hosts;
  }

  private static Diagnostic differ(Cluster remote, Cluster primary) {
    return Diagnostic.of(
            Code.REMOTE_HOSTS,
            remote.origins().at("eastWest", "hosts"),
            "hosts of remote \""
                + remote.name()
                + "\" differ from those of its primary \""
                + primary.name()
                + "\", which apply")
        .expecting("the hosts of the primary: " + NameList.some(hosts(primary.eastWest())))
        .relating(primary.origins().at("eastWest", "hosts"), "the hosts of the primary");
  }
}
