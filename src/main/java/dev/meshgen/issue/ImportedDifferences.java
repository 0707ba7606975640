package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.model.Trust.KeyProfile;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports imported intermediates that differ from what the spec says about new ones. */
final class ImportedDifferences {
  private static final int SHOWN = 5;

  private ImportedDifferences() {}

  /** {@link Code#IMPORTED_DIFFERS}, once for all clusters. */
  static void report(MeshPlan plan, Issued issued, Report report) {
    KeyProfile wanted = plan.mesh().trust().intermediate();
    List<String> others = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      imported(cluster, issued)
          .filter(key -> !key.equals(wanted.key().id()))
          .ifPresent(key -> others.add(cluster.name() + " (" + key + ")"));
    }
    if (others.isEmpty()) {
      return;
    }
    String names = String.join(", ", others.subList(0, Math.min(SHOWN, others.size())));
    report.add(
        Diagnostic.of(
                Code.IMPORTED_DIFFERS,
                plan.mesh().origins().at("spec", "trust", "intermediate", "key"),
                "new intermediates are "
                    + wanted.key().id()
                    + ", but imported ones stay as they are: "
                    + names
                    + (others.size() > SHOWN ? " and " + (others.size() - SHOWN) + " more" : ""))
            .hinting("no action is needed; `meshgen rotate CLUSTER` replaces one"));
  }

  private static Optional<String> imported(ClusterPlan cluster, Issued issued) {
    return cluster
        .cacerts()
        .map(secret -> issued.clusterLocks().get(cluster.name()).sealed().get(secret.path()))
        .flatMap(SealedFacts::certificate)
        .flatMap(LockedCertificate::imported);
  }
}
