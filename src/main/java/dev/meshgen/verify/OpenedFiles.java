package dev.meshgen.verify;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.OpenedSecret;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.tree.Workers;
import dev.meshgen.verify.CommittedTree.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens sealed files, which verifies their MACs, and compares what is in them with their locks. */
final class OpenedFiles {
  private final CommittedTree tree;
  private final Keyrings keys;

  OpenedFiles(CommittedTree tree, Keyrings keys) {
    this.tree = tree;
    this.keys = keys;
  }

  /** How it went with one file. */
  private record Result(
      boolean opened, Optional<Diagnostic> problem, Optional<SealException> closed) {}

  /** The number of files that were opened, of how many. */
  record Count(int opened, int all) {}

  Count check(Report report) {
    List<Entry> entries =
        tree.entries().stream()
            .filter(each -> each.facts().carried().isEmpty())
            .filter(each -> tree.files().containsKey(each.path()))
            .toList();
    Result[] results = new Result[entries.size()];
    Workers.onAllCores(results.length, i -> results[i] = open(entries.get(i)));
    List<Entry> closed = new ArrayList<>();
    Optional<SealException> why = Optional.empty();
    int opened = 0;
    for (int i = 0; i < results.length; i++) {
      results[i].problem().ifPresent(report::add);
      opened += results[i].opened() ? 1 : 0;
      if (results[i].closed().isPresent()) {
        closed.add(entries.get(i));
        why = why.or(results[i]::closed);
      }
    }
    if (why.isPresent()) {
      report.add(notOpened(closed, why.get(), opened));
    }
    return new Count(opened, results.length);
  }

  private Result open(Entry entry) {
    try (SecretManifest manifest = SopsFile.open(tree.files().get(entry.path()), keys)) {
      Optional<Diagnostic> problem =
          OpenedSecret.problem(entry.path(), entry.facts(), manifest)
              .map(words -> isFalse(entry, words));
      return new Result(true, problem, Optional.empty());
    } catch (SealException e) {
      return e.reason() == SealException.Reason.TAMPERED
              || e.reason() == SealException.Reason.MALFORMED
          ? new Result(
              false,
              Optional.of(
                  Diagnostic.of(Code.SEALED_UNREADABLE, tree.at(entry.path()), e.getMessage())
                      .hinting("restore the file from Git")),
              Optional.empty())
          : new Result(false, Optional.empty(), Optional.of(e));
    }
  }

  private Diagnostic isFalse(Entry entry, String words) {
    return Diagnostic.of(
            Code.SEALED_FALSE,
            tree.at(entry.path()),
            "the sealed file opens, but its content does not match its lock: " + words)
        .expecting("the certificate or credential sealed with the lock")
        .hinting("find out who committed it, and restore the file and its lock from Git");
  }

  /** An identity of a cluster opens neither the root nor the others: then it is a warning. */
  private Diagnostic notOpened(List<Entry> closed, SealException why, int opened) {
    Diagnostic found =
        Diagnostic.of(
            opened == 0 ? Code.IDENTITY_NEEDED : Code.NOT_OPENED,
            tree.at(closed.get(0).path()),
            (switch (closed.size()) {
                  case 1 -> "it was not verified";
                  case 2 -> "it and another file were not verified";
                  default -> "it and " + (closed.size() - 1) + " other files were not verified";
                })
                + ": "
                + why.getMessage());
    return why.missing()
        .map(
            missing ->
                found.expecting(missing.expected()).hinting(missing.hint() + missing.remarks()))
        .orElse(found);
  }
}
