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
 * The gateway of a remote listens as its first primary says, with one listener for the gateways of
 * all its remotes and its own: what a remote says of hosts nobody would read.
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

  /** What nobody wrote is every host, and no contradiction. */
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
            "the gateway of \""
                + remote.name()
                + "\" lets through what its primary \""
                + primary.name()
                + "\" says")
        .expecting("the hosts of the primary: " + NameList.some(hosts(primary.eastWest())))
        .relating(primary.origins().at("eastWest", "hosts"), "what the primary says");
  }
}
