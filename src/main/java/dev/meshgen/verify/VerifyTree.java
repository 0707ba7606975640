package dev.meshgen.verify;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.LockSigner;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.scan.SecretScan;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.TreeFile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies a committed tree. */
public final class VerifyTree {
  /** So many files are in memory at once. */
  private static final int PORTION = 2000;

  private final OutputFolder folder;
  private final String name;
  private final Instant now;
  private Map<String, List<Recipient>> specified = Map.of();
  private Optional<Keyrings> keys = Optional.empty();
  private Optional<List<LockSigner>> signers = Optional.of(List.of());

  /**
   * A verification from public data alone.
   *
   * @param name of the folder as the user typed it
   * @param now against which certificates are measured
   */
  public VerifyTree(OutputFolder folder, String name, Instant now) {
    this.folder = folder;
    this.name = name;
    this.now = now;
  }

  /** The same that also compares with whom a spec names for each sealed file, by its path. */
  public VerifyTree against(Map<String, List<Recipient>> recipients) {
    specified = recipients;
    return this;
  }

  /** The same that opens what these keys open. */
  public VerifyTree opening(Keyrings found) {
    keys = Optional.of(found);
    return this;
  }

  /** The same that wants the locks signed by one of these, if there is any. */
  public VerifyTree signedBy(List<LockSigner> wanted) {
    signers = Optional.of(wanted);
    return this;
  }

  /** The same that does not look at the signature, which is about to be made. */
  public VerifyTree unsigned() {
    signers = Optional.empty();
    return this;
  }

  /** Whom and what was looked at, in one line; empty, and reported, if the folder holds no tree. */
  public Optional<String> run(Report report) throws TreeException {
    List<String> paths = folder.paths();
    Optional<CommittedTree> tree = CommittedTree.read(folder, paths, name, report);
    if (tree.isEmpty()) {
      return Optional.empty();
    }
    new SealedFiles(tree.get(), specified).check(report);
    new Certificates(tree.get(), now).check(report);
    scan(paths, report);
    Optional<String> signer =
        signers.isPresent()
            ? SignedLocks.of(folder).check(name, signers.get(), report)
            : Optional.empty();
    String opened = signer.map(who -> ", signed by " + who).orElse("");
    if (keys.isPresent()) {
      OpenedFiles.Count count = new OpenedFiles(tree.get(), keys.get()).check(report);
      opened += ", opened " + count.opened() + " of " + count.all();
    }
    return Optional.of(words(tree.get()) + opened);
  }

  private static String words(CommittedTree tree) {
    int clusters = tree.clusters().size();
    int files = tree.entries().size();
    return "mesh "
        + tree.mesh().mesh()
        + ": "
        + clusters
        + (clusters == 1 ? " cluster, " : " clusters, ")
        + files
        + (files == 1 ? " sealed file" : " sealed files");
  }

  /** Whoever wrote a file: a key beside the tree is as public as one in it. */
  private void scan(List<String> paths, Report report) throws TreeException {
    for (int start = 0; start < paths.size(); start += PORTION) {
      Map<String, TreeFile> files = new LinkedHashMap<>();
      folder
          .readAll(paths.subList(start, Math.min(start + PORTION, paths.size())))
          .forEach(
              (path, bytes) -> {
                Role role = Layout.role(path);
                if (role != Role.PLAIN || !isBinary(bytes)) {
                  files.put(path, new TreeFile(bytes, role));
                }
              });
      for (SecretScan.Finding finding : SecretScan.scan(OutputTree.unchecked(files))) {
        report.add(
            Diagnostic.of(
                    Code.SECRET_IN_CLEAR,
                    new Span(name + "/" + finding.path(), finding.line(), 1),
                    "the file holds " + finding.what())
                .expecting("nothing secret outside a sealed file")
                .hinting("remove it; if it has been in Git, it is no longer secret"));
      }
    }
  }

  private static boolean isBinary(byte[] bytes) {
    for (byte each : bytes) {
      if (each == 0) {
        return true;
      }
    }
    return false;
  }
}
