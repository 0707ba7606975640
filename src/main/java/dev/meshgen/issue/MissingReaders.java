package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.util.ArrayList;
import java.util.List;

/** Says which credentials some of their readers cannot open, because they joined later. */
final class MissingReaders {
  /** Above this, clusters are counted. */
  private static final int SHOWN = 5;

  private MissingReaders() {}

  /** {@link Code#READER_MISSING}, for each cluster that only some of its readers discover. */
  static void report(MeshPlan plan, Issued issued, Report report) {
    for (ClusterPlan cluster : plan.clusters()) {
      List<String> missing = new ArrayList<>();
      for (SecretPlan remote : cluster.remotes()) {
        if (remote.isForController() && !issued.sealed().containsKey(remote.path())) {
          missing.add(remote.controller().orElseThrow().cluster());
        }
      }
      if (!missing.isEmpty() && missing.size() < cluster.remotes().size()) {
        report.add(diagnostic(cluster, missing));
      }
    }
  }

  private static Diagnostic diagnostic(ClusterPlan cluster, List<String> missing) {
    return Diagnostic.of(
            Code.READER_MISSING,
            cluster.cluster().origins().document(),
            "the credential of \""
                + cluster.name()
                + "\" is not sealed for "
                + names(missing)
                + ", which cannot discover it")
        .expecting("a credential sealed for each discovering cluster")
        .hinting(
            "add the token again, as it cannot be resealed: `meshgen credential add "
                + cluster.name()
                + "`");
  }

  private static String names(List<String> clusters) {
    return clusters.size() > SHOWN
        ? clusters.size() + " clusters"
        : String.join(", ", clusters.stream().map(each -> "\"" + each + "\"").toList());
  }
}
