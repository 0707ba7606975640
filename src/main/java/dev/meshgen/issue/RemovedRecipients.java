package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.plan.SecretPlan.Kind;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who was among the recipients keeps what Git remembers, until what is sealed is replaced. One
 * warning for the mesh: a person who leaves was a recipient of every file.
 */
final class RemovedRecipients {
  private static final int MOST_NAMED = 3;

  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final SortedSet<Recipient> former = new TreeSet<>();
  private final List<SecretPlan> files = new ArrayList<>();

  RemovedRecipients(MeshPlan plan, CommittedSecrets committed) {
    this.plan = plan;
    this.committed = committed;
  }

  /** {@link Code#RECIPIENT_REMOVED}, if there is any. */
  void warn(Issued issued, Report report) {
    for (SecretPlan secret : plan.secrets()) {
      List<Recipient> found = former(secret, issued);
      if (!found.isEmpty()) {
        former.addAll(found);
        files.add(secret);
      }
    }
    if (!files.isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.RECIPIENT_REMOVED,
                  at(),
                  who() + " can still open the versions in Git of " + String.join(", of ", what()))
              .concerning(concerned())
              .hinting(
                  String.join("; ", remedies())
                      + "; if the identity was destroyed, acknowledge the warning in the spec"));
    }
  }

  private static List<Recipient> former(SecretPlan secret, Issued issued) {
    SortedMap<String, SealedFacts> sealed =
        secret.isSigner()
            ? issued.meshLock().sealed()
            : issued.clusterLocks().get(secret.owner()).sealed();
    SealedFacts facts = sealed.get(secret.path());
    return facts == null ? List.of() : facts.former();
  }

  /** The file, if there is one; else that which says who opens which. */
  private Span at() {
    return Span.of(
        committed.folder()
            + "/"
            + (files.size() == 1 ? committed.pathOf(files.get(0)) : Layout.SOPS_RULES));
  }

  private String who() {
    if (former.size() == 1) {
      return "a removed recipient, " + former.first() + ",";
    }
    return former.size()
        + " removed recipients"
        + (former.size() > MOST_NAMED
            ? ""
            : ", " + String.join(", ", former.stream().map(Recipient::toString).toList()) + ",");
  }

  /** Those whose files they are; none where the mesh's own key is among what they open. */
  private SortedSet<String> concerned() {
    SortedSet<String> owners = new TreeSet<>();
    if (files.stream().noneMatch(SecretPlan::isSigner)) {
      files.forEach(each -> owners.add(each.owner()));
    }
    return owners;
  }

  /** What they open; clusters are counted beside the mesh's own key. */
  private List<String> what() {
    List<String> signers =
        files.stream().filter(SecretPlan::isSigner).map(SecretPlan::path).toList();
    boolean named = signers.isEmpty();
    List<String> what = new ArrayList<>(signers);
    add(what, "the key of ", "the keys of ", owners(false), named);
    add(what, "the credential of ", "the credentials of ", owners(true), named);
    return what;
  }

  private static void add(
      List<String> what, String one, String several, SortedSet<String> owners, boolean named) {
    if (!owners.isEmpty()) {
      what.add(
          (owners.size() == 1 ? one : several)
              + (named
                  ? names(owners)
                  : owners.size() == 1 ? "1 cluster" : owners.size() + " clusters"));
    }
  }

  private static String names(SortedSet<String> owners) {
    List<String> named =
        owners.stream().limit(MOST_NAMED).map(owner -> "\"" + owner + "\"").toList();
    return String.join(", ", named)
        + (owners.size() > MOST_NAMED ? " and " + (owners.size() - MOST_NAMED) + " more" : "");
  }

  private SortedSet<String> owners(boolean credentials) {
    SortedSet<String> owners = new TreeSet<>();
    files.stream()
        .filter(each -> !each.isSigner() && each.isCredential() == credentials)
        .forEach(each -> owners.add(each.owner()));
    return owners;
  }

  /** In the order that makes sense: a key below a root is worth nothing once the root is gone. */
  private List<String> remedies() {
    List<String> remedies = new ArrayList<>();
    for (SecretPlan secret : files) {
      switch (secret.kind()) {
        case ISSUER, NEXT_ISSUER -> remedies.add("have another authority issued below the root");
        case ROOT, NEXT_ROOT ->
            remedies.add(
                "if that identity is no longer trusted, replace the root, starting with `meshgen"
                    + " trust rotate root distribute`");
        default -> {}
      }
    }
    if (has(Kind.CACERTS)) {
      remedies.add("run `meshgen rotate --exposed`, which replaces the keys of these clusters");
    }
    for (SecretPlan secret : files) {
      if (secret.kind() == Kind.REQUEST) {
        remedies.add("run `meshgen trust csr " + secret.owner() + " --again`");
      }
    }
    if (has(Kind.REMOTE) || has(Kind.KUBECONFIG)) {
      remedies.add(
          "delete the reader's account in "
              + names(owners(true))
              + ", and add the token of the next one");
    }
    return remedies;
  }

  private boolean has(Kind kind) {
    return files.stream().anyMatch(each -> each.kind() == kind);
  }
}
