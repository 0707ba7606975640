package dev.meshgen.lock;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.TreePath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a lock strictly: what this version does not know, it must not silently drop. */
final class LockParser {
  private static final String RESTORE =
      "restore the file from Git, together with the sealed files it names";

  private static final int MOST_GENERATIONS = 999_999;

  private final String file;

  record Document(String mesh, String cluster, SortedMap<String, SealedFacts> sealed) {}

  LockParser(String file) {
    this.file = file;
  }

  Document parse(byte[] bytes, boolean ofCluster) throws LockException {
    String text = decode(bytes);
    refuseConflict(text);
    LockNode root = new LockNode(this, "the lock", compose(text));
    LockNode.Fields fields = root.fields();
    version(fields.required("lockVersion"));
    String mesh = fields.required("mesh").text();
    String cluster = ofCluster ? fields.required("cluster").text() : "";
    SortedMap<String, SealedFacts> sealed = new TreeMap<>();
    for (LockNode entry : fields.required("sealed").fields().all()) {
      Optional<String> problem = TreePath.problem(entry.name());
      if (problem.isPresent()) {
        throw entry.error("path \"" + entry.name() + "\" " + problem.get());
      }
      sealed.put(entry.name(), sealed(entry.fields()));
    }
    fields.end();
    Optional<String> owner = Header.owner(bytes);
    if (owner.isPresent() && !owner.get().equals(mesh)) {
      throw error(1, 1, "the first line names \"" + owner.get() + "\", the lock \"" + mesh + "\"");
    }
    return new Document(mesh, cluster, sealed);
  }

  private static SealedFacts sealed(LockNode.Fields fields) throws LockException {
    String inputs = fields.required("inputs").digest();
    String sha256 = fields.required("sha256").digest();
    List<Recipient> recipients = new ArrayList<>();
    for (LockNode recipient : fields.required("recipients").items()) {
      recipients.add(Recipient.parse(recipient.text()));
    }
    Optional<LockNode> certificate = fields.optional("certificate");
    Optional<LockNode> credential = fields.optional("credential");
    fields.end();
    return new SealedFacts(
        inputs,
        sha256,
        recipients,
        certificate.isPresent()
            ? Optional.of(certificate(certificate.get().fields()))
            : Optional.empty(),
        credential.isPresent()
            ? Optional.of(credential(credential.get().fields()))
            : Optional.empty());
  }

  private static LockedCertificate certificate(LockNode.Fields fields) throws LockException {
    LockedCertificate facts =
        new LockedCertificate(
            generation(fields.required("generation")),
            fields.required("serial").text(),
            fields.required("sha256").digest(),
            fields.required("publicKey").digest(),
            fields.required("issuer").text(),
            fields.required("notBefore").instant(),
            fields.required("notAfter").instant());
    fields.end();
    return facts;
  }

  private static int generation(LockNode node) throws LockException {
    int generation = node.integer();
    if (generation < 1 || generation > MOST_GENERATIONS) {
      throw node.error("generation " + generation + " is not between 1 and " + MOST_GENERATIONS);
    }
    return generation;
  }

  private static CredentialFacts credential(LockNode.Fields fields) throws LockException {
    String server = fields.required("server").text();
    Optional<LockNode> subject = fields.optional("subject");
    Optional<LockNode> account = fields.optional("accountUid");
    Optional<LockNode> expires = fields.optional("expires");
    Optional<LockNode> ca = fields.optional("caSha256");
    Optional<LockNode> token = fields.optional("tokenSha256");
    fields.end();
    return new CredentialFacts(
        server,
        subject.isPresent() ? Optional.of(subject.get().text()) : Optional.empty(),
        expires.isPresent() ? Optional.of(expires.get().instant()) : Optional.empty(),
        ca.isPresent() ? Optional.of(ca.get().digest()) : Optional.empty(),
        token.isPresent() ? Optional.of(token.get().digest()) : Optional.empty(),
        account.isPresent() ? Optional.of(account.get().text()) : Optional.empty());
  }

  private static void version(LockNode node) throws LockException {
    int version = node.integer();
    if (version > LockFile.VERSION) {
      throw node.error(
          "lockVersion " + version + " is newer than " + LockFile.VERSION + ", the newest known",
          "render with the version of meshgen that wrote the lock, or a newer one");
    }
    if (version < 1) {
      throw node.error("lockVersion " + version + " does not exist");
    }
  }

  private String decode(byte[] bytes) throws LockException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw error(0, 0, "the lock is not UTF-8 text");
    }
  }

  /** Said before YAML can say something puzzling about the same line. */
  private void refuseConflict(String text) throws LockException {
    int line = 1;
    for (int at = 0; at >= 0 && at < text.length(); line++) {
      if (text.startsWith("<<<<<<<", at)
          || text.startsWith(">>>>>>>", at)
          || text.startsWith("|||||||", at)) {
        throw error(
            line,
            1,
            "the lock holds the markers of a Git merge conflict",
            "take one side whole, this file and the sealed files it names (git checkout --ours or "
                + "--theirs), then render again");
      }
      int end = text.indexOf('\n', at);
      at = end < 0 ? -1 : end + 1;
    }
  }

  private Node compose(String text) throws LockException {
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    try {
      return new Compose(settings)
          .composeString(text)
          .orElseThrow(() -> error(0, 0, "the lock is empty"));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(0);
      throw error(line, column, "the lock is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw error(0, 0, "the lock is not YAML");
    }
  }

  LockException error(int line, int column, String message) {
    return error(line, column, message, RESTORE);
  }

  LockException error(int line, int column, String message, String hint) {
    return new LockException(
        Diagnostic.of(Code.LOCK_MALFORMED, new Span(file, line, column), message).hinting(hint));
  }
}
