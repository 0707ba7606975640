package dev.meshgen.rules.lifecycle;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.Discovery.Group;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes.Primary;
import dev.meshgen.topology.Topology;
import java.util.Map;
import java.util.TreeMap;

/**
 * Discovery groups that have an effect, and do not separate a remote from its istiod.
 *
 * <p>An istiod injects, signs for and configures a remote only if it reads that remote's API
 * server; a group with one but not the other cuts the remote off.
 */
final class DiscoveryGroups implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Discovery discovery = mesh.discovery();
    boolean grouped = discovery.mode() == Discovery.Mode.GROUPS;
    if (grouped == discovery.groups().isEmpty()) {
      report.add(contradiction(mesh, grouped));
    }
    if (!grouped || discovery.groups().isEmpty()) {
      return;
    }
    checkNames(discovery, report);
    for (Group group : discovery.groups()) {
      if (context.topology().discovery().groups().get(group.name().value()).isEmpty()) {
        report.add(empty(group));
      }
    }
    checkClusters(context.topology(), report);
  }

  private static Diagnostic contradiction(Mesh mesh, boolean grouped) {
    return grouped
        ? Diagnostic.of(
                Code.GROUPS_AND_MODE,
                mesh.origins().at("spec", "discovery", "mode"),
                "`mode: groups` without any group: no cluster would discover another")
            .expecting("discovery.groups, or another mode")
        : Diagnostic.of(
                Code.GROUPS_AND_MODE,
                mesh.origins().at("spec", "discovery", "groups"),
                "discovery groups have no effect without `mode: groups`")
            .expecting("`mode: groups`, or no groups");
  }

  private static void checkNames(Discovery discovery, Report report) {
    Map<String, Located<String>> seen = new TreeMap<>();
    for (Group group : discovery.groups()) {
      Located<String> first = seen.putIfAbsent(group.name().value(), group.name());
      if (first != null) {
        report.add(
            Diagnostic.of(
                    Code.GROUP_REPEATED,
                    group.name().at(),
                    "group \"" + group.name().value() + "\" is already defined")
                .expecting("a unique name: it becomes a folder")
                .relating(first.at(), "first defined here"));
      }
    }
  }

  private static Diagnostic empty(Group group) {
    return Diagnostic.of(
            Code.GROUP_EMPTY,
            group.name().at(),
            "no cluster is in group \"" + group.name().value() + "\"")
        .expecting("labels that at least one cluster has under metadata.labels");
  }

  private static void checkClusters(Topology topology, Report report) {
    for (Cluster cluster : topology.mesh().clusters()) {
      boolean separated = false;
      for (Primary primary : topology.controlPlanes().primaries(cluster)) {
        if (!topology.discovery().meet(primary.cluster(), cluster)) {
          separated = true;
          report.add(separated(cluster, primary));
        }
      }
      if (!separated
          && Topology.isConnected(cluster)
          && topology.discovery().circle(cluster).isEmpty()) {
        report.add(ungrouped(cluster));
      }
    }
  }

  private static Diagnostic separated(Cluster remote, Primary primary) {
    return Diagnostic.of(
            Code.REMOTE_SEPARATED,
            primary.at(),
            "no group contains both remote \""
                + remote.name()
                + "\" and its primary \""
                + primary.cluster().name()
                + "\"")
        .expecting("a common group: an istiod controls only clusters that it discovers")
        .hinting("add the labels of one group to both, or add a group for the two")
        .relating(primary.cluster().origins().document(), "the primary");
  }

  private static Diagnostic ungrouped(Cluster cluster) {
    return Diagnostic.of(
            Code.CLUSTER_UNGROUPED,
            cluster.origins().document(),
            "\""
                + cluster.name()
                + "\" is in no group: it discovers no cluster, and no cluster discovers it")
        .expecting("the labels of at least one of discovery.groups");
  }
}
