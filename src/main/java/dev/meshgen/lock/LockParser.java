package dev.meshgen.lock;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.tree.Header;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads a lock strictly: what this version does not know, it must not silently drop. */
final class LockParser {
  private static final String RESTORE =
      "restore the file from Git, together with the sealed files it names";

  /** The lock of a cluster with a hundred sealed files has a tenth of it. */
  private static final int MAX_BYTES = 1 << 20;

  private final String file;

  /**
   * What every lock starts with, and the fields that follow.
   *
   * @param version of its format
   */
  record Document(int version, String mesh, LockNode.Fields fields) {}

  LockParser(String file) {
    this.file = file;
  }

  /**
   * Reads as far as all locks are alike.
   *
   * @param newest format that is known of this kind of lock
   */
  Document parse(byte[] bytes, int newest) throws LockException {
    if (bytes.length > MAX_BYTES) {
      throw error(Span.of(file), "the lock is larger than " + MAX_BYTES + " bytes");
    }
    refuseConflict(new String(bytes, StandardCharsets.UTF_8));
    LockNode.Fields fields = new LockNode(this, "the lock", root(bytes)).fields();
    int version = version(fields.required("lockVersion"), newest);
    String mesh = fields.required("mesh").text();
    Optional<String> owner = Header.owner(bytes);
    if (owner.isPresent() && !owner.get().equals(mesh)) {
      throw error(
          new Span(file, 1, 1),
          "the first line names \"" + owner.get() + "\", the lock \"" + mesh + "\"");
    }
    return new Document(version, mesh, fields);
  }

  private static int version(LockNode node, int newest) throws LockException {
    int version = node.integer();
    if (version > newest) {
      throw node.error(
          "lockVersion " + version + " is newer than " + newest + ", the newest known",
          "render with the version of meshgen that wrote the lock, or a newer one");
    }
    if (version < 1) {
      throw node.error("lockVersion " + version + " does not exist");
    }
    return version;
  }

  /** Said before YAML can say something puzzling about the same line. */
  private void refuseConflict(String text) throws LockException {
    int line = 1;
    for (int at = 0; at >= 0 && at < text.length(); line++) {
      if (text.startsWith("<<<<<<<", at)
          || text.startsWith(">>>>>>>", at)
          || text.startsWith("|||||||", at)) {
        throw error(
            new Span(file, line, 1),
            "the lock contains Git merge conflict markers",
            "take one side as a whole, this file and the sealed files listed in it (git checkout"
                + " --ours or --theirs), then render again");
      }
      int end = text.indexOf('\n', at);
      at = end < 0 ? -1 : end + 1;
    }
  }

  private YamlNode root(byte[] bytes) throws LockException {
    Report report = new Report();
    List<YamlDocument> documents = YamlReader.read(file, bytes, report);
    Optional<Diagnostic> problem =
        report.diagnostics().stream().filter(each -> each.severity() == Severity.ERROR).findFirst();
    if (problem.isPresent()) {
      throw error(problem.get().at(), "the lock cannot be read: " + problem.get().message());
    }
    if (documents.size() != 1) {
      throw error(
          Span.of(file),
          documents.isEmpty() ? "the lock is empty" : "the lock has more than one document");
    }
    return documents.get(0).root();
  }

  LockException error(Span at, String message) {
    return error(at, message, RESTORE);
  }

  LockException error(Span at, String message, String hint) {
    return new LockException(Diagnostic.of(Code.LOCK_MALFORMED, at, message).hinting(hint));
  }
}
