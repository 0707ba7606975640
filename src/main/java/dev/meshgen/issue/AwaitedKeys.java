package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.ShellWord;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Says for which clusters {@code meshgen publish} has something to do. */
final class AwaitedKeys {
  /** Above this, clusters are counted. */
  private static final int SHOWN = 5;

  private AwaitedKeys() {}

  /** {@link Code#BUNDLE_WAITING}, if anything waits. */
  static void reportBundle(MeshPlan plan, Issued issued, String folder, Report report) {
    SortedSet<String> waiting = new TreeSet<>();
    WaitingImports.of(plan, issued).forEach(each -> waiting.add(each.secret().owner()));
    if (!waiting.isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.BUNDLE_WAITING,
                  Span.of(folder + "/" + Layout.VAULT_IMPORT),
                  "the bundle for "
                      + names(List.copyOf(waiting))
                      + " has not been imported into Vault yet")
              .concerning(waiting)
              .expecting(
                  "an import soon after the commit: until then, clusters keep what they have")
              .hinting(
                  "run `sh "
                      + ShellWord.of(folder + "/" + Layout.VAULT_IMPORT)
                      + "` where Vault is reachable, then `meshgen publish --imported WORD`"));
    }
  }

  /**
   * {@link Code#KEY_UNPUBLISHED}, {@link Code#KEY_STALE}; of keys that wait for a certificate,
   * {@link OpenRequests} says it.
   */
  static void report(MeshPlan plan, Issued issued, Report report) {
    if (plan.signs() == KeyHolder.CEREMONY) {
      return;
    }
    List<String> missing = new ArrayList<>();
    List<String> stale = new ArrayList<>();
    for (SecretPlan secret : plan.secrets()) {
      if (secret.isStored() && secret.kind() == SecretPlan.Kind.CACERTS) {
        Optional<SealedFacts> facts =
            Optional.ofNullable(
                issued.clusterLocks().get(secret.owner()).sealed().get(secret.path()));
        if (facts.isEmpty()) {
          missing.add(secret.owner());
        } else if (!facts.get().inputs().equals(secret.inputs()) && !isImported(facts.get())) {
          stale.add(secret.owner());
        }
      }
    }
    if (!missing.isEmpty()) {
      report.add(unpublished(plan, missing));
    }
    if (!stale.isEmpty()) {
      report.add(stale(plan, stale));
    }
  }

  private static Diagnostic unpublished(MeshPlan plan, List<String> clusters) {
    return Diagnostic.of(
            Code.KEY_UNPUBLISHED,
            plan.mesh().origins().at("spec", "secrets", "vault"),
            "no key has been published yet for "
                + names(clusters)
                + ": istiod does not start there until then")
        .concerning(clusters)
        .expecting("a key in Vault for each cluster that runs an istiod")
        .hinting("run `meshgen publish`");
  }

  private static Diagnostic stale(MeshPlan plan, List<String> clusters) {
    return Diagnostic.of(
            Code.KEY_STALE,
            plan.mesh().origins().at("spec", "trust"),
            "the spec has changed since the key of "
                + names(clusters)
                + " was published; the one in use stays until then")
        .concerning(clusters)
        .expecting("keys, subjects and identities as in the spec")
        .hinting("run `meshgen publish`");
  }

  /** What was imported is what it is. */
  private static boolean isImported(SealedFacts facts) {
    return facts.certificate().filter(LockedCertificate::isImported).isPresent();
  }

  private static String names(List<String> clusters) {
    return clusters.size() > SHOWN
        ? clusters.size() + " clusters"
        : String.join(", ", clusters.stream().map(each -> "\"" + each + "\"").toList());
  }
}
