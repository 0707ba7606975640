package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.ShellWord;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Map;

/** Warns of clusters that no other cluster discovers, and names the command that fixes it. */
final class UndiscoverableClusters {
  /** Above this, one warning for all: a wall of them hides every other. */
  private static final int MOST = 12;

  private final List<String> spec;
  private final String folder;

  /** Both as the user typed them; of the spec nothing, where it is the one that lies here. */
  UndiscoverableClusters(List<String> spec, String folder) {
    this.spec = spec;
    this.folder = folder;
  }

  void report(MeshPlan plan, Map<SecretPlan, Decision> decisions, Report report) {
    // To one that is joining, the next step says it.
    List<ClusterPlan> missing =
        plan.undiscovered(each -> isFiled(each, decisions)).stream()
            .filter(each -> Topology.isActive(each.cluster()))
            .toList();
    if (missing.size() > MOST) {
      report.add(all(plan, missing));
    } else {
      missing.forEach(cluster -> report.add(one(cluster)));
    }
  }

  private static boolean isFiled(ClusterPlan cluster, Map<SecretPlan, Decision> decisions) {
    return cluster.remote().map(secret -> decisions.get(secret) != Decision.ABSENT).orElse(true);
  }

  private Diagnostic one(ClusterPlan cluster) {
    if (cluster.isConfigCluster()) {
      return configCluster(cluster);
    }
    return Diagnostic.of(
            Code.NOT_DISCOVERABLE,
            cluster.cluster().origins().document(),
            (cluster.remoteOf().isPresent()
                    ? "no primary controls \""
                    : "no other cluster discovers the services of \"")
                + cluster.name()
                + "\" yet: its reader's token is not in "
                + Layout.DISCOVERY
                + "/")
        .hinting(
            "when its access layer is applied, pipe the reader's token Secret into "
                + addCommand(cluster));
  }

  private Diagnostic configCluster(ClusterPlan cluster) {
    return Diagnostic.of(
            Code.NOT_DISCOVERABLE,
            cluster.cluster().origins().document(),
            "the istiod configured by \""
                + cluster.name()
                + "\" does not start yet: the token of its account there is not in "
                + Layout.DISCOVERY
                + "/")
        .hinting(
            "when its access layer is applied, pipe istiod's token Secret into "
                + addCommand(cluster));
  }

  private String addCommand(ClusterPlan cluster) {
    return addCommand(cluster.name());
  }

  private String addCommand(String cluster) {
    return "`meshgen credential add "
        + cluster
        + specOptions()
        + " -o "
        + ShellWord.of(folder)
        + " --from-file -`";
  }

  /** A spec from standard input has no path, and the token wants to come from there. */
  private String specOptions() {
    if (spec.contains("-")) {
      return " -f SPEC";
    }
    StringBuilder options = new StringBuilder();
    for (String file : spec) {
      options.append(" -f ").append(ShellWord.of(file));
    }
    return options.toString();
  }

  private Diagnostic all(MeshPlan plan, List<ClusterPlan> missing) {
    return Diagnostic.of(
            Code.NOT_DISCOVERABLE,
            plan.mesh().origins().document(),
            "no other cluster discovers the services of "
                + missing.size()
                + " clusters yet, \""
                + missing.get(0).name()
                + "\" the first: their readers' tokens are not in "
                + Layout.DISCOVERY
                + "/")
        .concerning(missing.stream().map(ClusterPlan::name).toList())
        .hinting(
            "when the access layer of each is applied, pipe its reader's token Secret into "
                + addCommand("CLUSTER")
                + "; the README of the tree names the clusters");
  }
}
