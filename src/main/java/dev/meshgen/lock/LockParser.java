package dev.meshgen.lock;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.tree.Header;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a lock strictly: what this version does not know, it must not silently drop. */
final class LockParser {
  private static final String RESTORE =
      "restore the file from Git, together with the sealed files it names";

  /** The lock of a cluster with a hundred sealed files has a tenth of it. */
  private static final int MAX_BYTES = 1 << 20;

  /** Locks nest five levels deep. */
  private static final int MAX_DEPTH = 16;

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
    String text = decode(bytes);
    refuseConflict(text);
    LockNode.Fields fields = new LockNode(this, "the lock", compose(text)).fields();
    int version = version(fields.required("lockVersion"), newest);
    String mesh = fields.required("mesh").text();
    Optional<String> owner = Header.owner(bytes);
    if (owner.isPresent() && !owner.get().equals(mesh)) {
      throw error(1, 1, "the first line names \"" + owner.get() + "\", the lock \"" + mesh + "\"");
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

  private String decode(byte[] bytes) throws LockException {
    if (bytes.length > MAX_BYTES) {
      throw error(0, 0, "the lock is larger than " + MAX_BYTES + " bytes");
    }
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
      refuseDepth(settings, text);
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

  /**
   * The composer takes stack for each level, the parser below it none. What is indented and in
   * brackets by so little cannot be that deep, which spares most locks the second reading.
   */
  private void refuseDepth(LoadSettings settings, String text) throws LockException {
    if (!mayBeDeep(text)) {
      return;
    }
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > MAX_DEPTH) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        throw error(line, 0, "the lock is nested too deeply: at most " + MAX_DEPTH + " levels");
      }
    }
  }

  /** Each level costs a bracket, a dash or question mark, or a column of indentation. */
  private static boolean mayBeDeep(String text) {
    int brackets = 0;
    int level = 0;
    boolean indentation = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      brackets += c == '[' || c == '{' ? 1 : 0;
      if (c == '\n' || c == '\r') {
        level = 0;
        indentation = true;
      } else if (indentation) {
        level++;
        indentation = c == ' ' || c == '-' || c == '?' || c == '\t';
      }
      if (brackets + level > MAX_DEPTH) {
        return true;
      }
    }
    return false;
  }

  LockException error(int line, int column, String message) {
    return error(line, column, message, RESTORE);
  }

  LockException error(int line, int column, String message, String hint) {
    return new LockException(
        Diagnostic.of(Code.LOCK_MALFORMED, new Span(file, line, column), message).hinting(hint));
  }
}
