package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says which clusters wait for a certificate that somebody has yet to sign. */
final class OpenRequests {
  /** Above this, clusters are counted. */
  private static final int SHOWN = 5;

  private final MeshPlan plan;
  private final Issued issued;
  private final String folder;

  private OpenRequests(MeshPlan plan, Issued issued, String folder) {
    this.plan = plan;
    this.issued = issued;
    this.folder = folder;
  }

  /** {@link Code#CERTIFICATE_AWAITED}, {@link Code#RENEWAL_AWAITED}, {@link Code#KEY_OUTDATED}. */
  static void report(MeshPlan plan, Issued issued, String folder, Report report) {
    if (plan.signs() == KeyHolder.CEREMONY) {
      new OpenRequests(plan, issued, folder).report(report);
    }
  }

  private void report(Report report) {
    List<ClusterPlan> unasked = new ArrayList<>();
    List<ClusterPlan> first = new ArrayList<>();
    List<ClusterPlan> renewals = new ArrayList<>();
    List<ClusterPlan> outdated = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      Optional<SealedFacts> used = cluster.cacerts().flatMap(this::facts);
      Optional<SealedFacts> asked = cluster.trust().request().flatMap(this::facts);
      if (cluster.cacerts().isPresent()) {
        if (asked.isPresent()) {
          (used.isPresent() ? renewals : first).add(cluster);
        } else if (used.isEmpty()) {
          unasked.add(cluster);
        }
        Optional<SealedFacts> newest = asked.or(() -> used);
        String wanted = cluster.cacerts().get().inputs();
        if (newest
            .filter(facts -> !isImported(facts) && !facts.inputs().equals(wanted))
            .isPresent()) {
          outdated.add(cluster);
        }
      }
    }
    if (!unasked.isEmpty()) {
      report.add(unasked(unasked));
    }
    if (!first.isEmpty()) {
      report.add(awaited(Code.CERTIFICATE_AWAITED, first, "istiod does not start before"));
    }
    if (!renewals.isEmpty()) {
      report.add(awaited(Code.RENEWAL_AWAITED, renewals, "the one in use stays until then"));
    }
    if (!outdated.isEmpty()) {
      report.add(outdated(outdated));
    }
  }

  private static boolean isImported(SealedFacts facts) {
    return facts.certificate().filter(each -> each.isImported()).isPresent();
  }

  private Optional<SealedFacts> facts(SecretPlan secret) {
    return Optional.ofNullable(
        issued.clusterLocks().get(secret.owner()).sealed().get(secret.path()));
  }

  private Diagnostic unasked(List<ClusterPlan> clusters) {
    return Diagnostic.of(
            Code.CERTIFICATE_AWAITED,
            plan.mesh().origins().at("spec", "trust", "authority"),
            "no certificate has been requested yet for "
                + names(clusters)
                + ": istiod does not start there until it is in the tree")
        .concerning(namesOf(clusters))
        .expecting("a request and its certificate")
        .hinting("run `meshgen trust csr`");
  }

  private Diagnostic awaited(Code code, List<ClusterPlan> clusters, String meanwhile) {
    return Diagnostic.of(
            code,
            Span.of(folder + "/" + clusters.get(0).layout().request()),
            names(clusters)
                + (clusters.size() == 1
                    ? " waits for its certificate: "
                    : " wait for certificates: ")
                + meanwhile)
        .concerning(namesOf(clusters))
        .expecting("the certificate with its chain")
        .hinting(
            "have "
                + (clusters.size() == 1 ? "the request" : "the requests")
                + " signed, then run `meshgen trust import FILE`");
  }

  private Diagnostic outdated(List<ClusterPlan> clusters) {
    return Diagnostic.of(
            Code.KEY_OUTDATED,
            plan.mesh().origins().at("spec", "trust", "intermediate"),
            "the spec has changed since the key of " + names(clusters) + " was created")
        .concerning(namesOf(clusters))
        .expecting("keys, subjects and identities as in the spec")
        .hinting(
            "run `meshgen trust csr "
                + String.join(" ", clusters.stream().map(ClusterPlan::name).toList())
                + " --again`, and have the new request signed");
  }

  private static List<String> namesOf(List<ClusterPlan> clusters) {
    return clusters.stream().map(ClusterPlan::name).toList();
  }

  private static String names(List<ClusterPlan> clusters) {
    List<String> names = clusters.stream().map(each -> "\"" + each.name() + "\"").toList();
    return names.size() > SHOWN ? names.size() + " clusters" : String.join(", ", names);
  }
}
