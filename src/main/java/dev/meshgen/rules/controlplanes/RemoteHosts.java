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
import dev.meshgen.topology.ControlPlanes;
import java.util.Set;
import java.util.TreeSet;

/**
 * The first primary of a remote configures its gateway, with one listener for its own gateway and
 * those of all its remotes, so the hosts of a remote have no effect.
 */
final class RemoteHosts implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    ControlPlanes controlPlanes = context.topology().controlPlanes();
    for (Cluster cluster : mesh.clusters()) {
      if (context.topology().gateways().runs(cluster)) {
        controlPlanes
            .first(cluster)
            .flatMap(primary -> controlPlanes.configuredIn(primary.cluster()))
            .filter(primary -> isContradicted(cluster.eastWest(), primary.eastWest()))
            .ifPresent(primary -> report.add(differ(cluster, primary)));
      }
    }
  }

  private static boolean isContradicted(EastWest remote, EastWest primary) {
    return isWritten(remote) && !hosts(primary).equals(hosts(remote));
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
