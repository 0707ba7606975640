package dev.meshgen.verify;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sealedsecrets.SealedSecretFile;
import dev.meshgen.seal.sops.CreationRules;
import dev.meshgen.seal.sops.Readers;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.vault.StoredFile;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.Workers;
import dev.meshgen.verify.CommittedTree.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares sealed files with their locks, the rules of sops and, if it is known, a spec. */
final class SealedFiles {
  private static final String RESTORE = "restore the file and its lock from Git";

  private final CommittedTree tree;
  private final Map<String, List<Recipient>> specified;

  /**
   * A check.
   *
   * @param specified whom a spec names for each path; nothing without one
   */
  SealedFiles(CommittedTree tree, Map<String, List<Recipient>> specified) {
    this.tree = tree;
    this.specified = specified;
  }

  void check(Report report) {
    List<Entry> entries = tree.entries();
    Optional<CreationRules> rules =
        Optional.ofNullable(tree.files().get(Layout.SOPS_RULES)).flatMap(CreationRules::read);
    boolean sealed = entries.stream().anyMatch(each -> each.facts().carried().isEmpty());
    if (sealed && rules.isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.RULES_DIFFER,
                  tree.at(Layout.SOPS_RULES),
                  Layout.SOPS_RULES + " is missing or out of date")
              .expecting("the recipients of every sealed file")
              .hinting("run `meshgen render`"));
    }
    Report[] reports = new Report[entries.size()];
    Workers.onAllCores(
        reports.length,
        i -> {
          reports[i] = new Report();
          check(entries.get(i), rules, reports[i]);
        });
    for (Report each : reports) {
      report.addAll(each.diagnostics());
    }
    withoutLock(entries, report);
  }

  private void withoutLock(List<Entry> entries, Report report) {
    Set<String> locked = new HashSet<>();
    entries.forEach(each -> locked.add(each.path()));
    for (String path : tree.files().keySet()) {
      if (!locked.contains(path) && (Layout.role(path) == Role.SEALED || Layout.isStored(path))) {
        report.add(
            Diagnostic.of(Code.LOCK_LOST, tree.at(path), "no lock describes this sealed file")
                .expecting("an entry in the lock of its cluster, or of the root")
                .hinting("restore the lock from Git, or delete the file if nothing needs it"));
      }
    }
  }

  private void check(Entry entry, Optional<CreationRules> rules, Report report) {
    misplaced(entry).ifPresent(report::add);
    byte[] bytes = tree.files().get(entry.path());
    if (bytes == null) {
      report.add(
          Diagnostic.of(
                  Code.SEALED_LOST,
                  tree.at(entry.path()),
                  "the sealed file is missing, but listed in its lock")
              .hinting("restore it from Git"));
      return;
    }
    if (!Sha256.hex(bytes).equals(entry.facts().sha256())) {
      report.add(
          Diagnostic.of(
                  Code.SEALED_CHANGED,
                  tree.at(entry.path()),
                  "the sealed file differs from its lock")
              .expecting("the bytes committed with the lock")
              .hinting("restore both from one commit"));
    }
    try {
      if (entry.facts().carried().isPresent()) {
        readable(entry, bytes);
      } else {
        sealed(entry, SopsFile.read(bytes), rules, report);
      }
    } catch (SealException e) {
      report.add(
          Diagnostic.of(Code.SEALED_UNREADABLE, tree.at(entry.path()), e.getMessage())
              .hinting(RESTORE));
    }
  }

  /** A lock is about the files of its cluster. */
  private Optional<Diagnostic> misplaced(Entry entry) {
    String path = entry.path();
    Optional<String> owner = Layout.clusterOf(path).or(() -> Layout.credentialOf(path));
    return entry
        .cluster()
        .filter(cluster -> !owner.equals(Optional.of(cluster)))
        .map(
            cluster ->
                Diagnostic.of(
                        Code.LOCK_CONTRADICTS,
                        tree.at(Layout.cluster(cluster).lock()),
                        "it lists " + path + ", a file of another cluster")
                    .expecting("files of \"" + cluster + "\" and no others")
                    .hinting("restore the lock from Git"));
  }

  /** What is public in a file that SOPS does not seal, by name. */
  static Map<String, String> readable(Entry entry, byte[] bytes) throws SealException {
    return entry.facts().controller().isPresent()
        ? SealedSecretFile.read(bytes).readable()
        : StoredFile.readable(bytes);
  }

  private void sealed(Entry entry, SopsFile file, Optional<CreationRules> rules, Report report) {
    if (!file.problems().isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.SEALED_FORM,
                  tree.at(entry.path()),
                  "the sealed file differs from what render would seal: "
                      + String.join("; ", file.problems()))
              .hinting(RESTORE));
    }
    List<Recipient> locked = entry.facts().recipients();
    String difference = new Readers(file.recipients(), List.of()).difference(locked);
    if (!difference.isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.RECIPIENTS_DIFFER,
                  tree.at(entry.path()),
                  "the recipients of the file differ from its lock: it is sealed " + difference)
              .expecting("the recipients recorded in the lock")
              .hinting(RESTORE));
    }
    if (rules.isPresent() && !rules.get().name(entry.path(), locked)) {
      report.add(
          Diagnostic.of(
                  Code.RULES_DIFFER,
                  tree.at(entry.path()),
                  "the recipients of the file differ from " + Layout.SOPS_RULES)
              .expecting("the recipients of its lock, in the first rule that matches its path")
              .hinting("run `meshgen render`, or `meshgen reseal` with an identity that opens it"));
    }
    Optional.ofNullable(specified.get(entry.path()))
        .map(wanted -> new Readers(locked, List.of()).difference(wanted))
        .filter(words -> !words.isEmpty())
        .ifPresent(words -> report.add(unlikeSpec(entry, words)));
  }

  private Diagnostic unlikeSpec(Entry entry, String words) {
    return Diagnostic.of(
            Code.RECIPIENTS_STALE,
            tree.at(entry.path()),
            "the recipients of the file differ from the spec: it is sealed " + words)
        .expecting("the recipients in `secrets.sops`, and no others")
        .hinting("run `meshgen reseal` with an identity that opens it, and commit the result");
  }
}
