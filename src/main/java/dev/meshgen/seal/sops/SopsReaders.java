package dev.meshgen.seal.sops;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Finds out who can open a sealed file.
 *
 * <p>Asked of every file in every run, so a file in the layout that sops and meshgen write is not
 * read as YAML: its last block is compared line by line, and any other byte than those expected
 * there, or a key in front of it that could be a second block, leads to the YAML reader.
 */
public final class SopsReaders {
  private static final byte[] BLOCK = ByteCursor.ascii("\nsops:\n");
  private static final byte[] REGEX = ByteCursor.ascii("    " + SopsMetadata.REGEX + ": ");
  private static final byte[] MAC_ONLY =
      ByteCursor.ascii("    " + SopsMetadata.MAC_ONLY + ": true\n");
  private static final byte[] LAST_MODIFIED = ByteCursor.ascii("    lastmodified: \"");
  private static final byte[] QUOTE = ByteCursor.ascii("\"");
  private static final byte[] MAC = ByteCursor.ascii("    mac: ENC[");
  private static final byte[] BRACKET = ByteCursor.ascii("]");
  private static final byte[] VERSION = ByteCursor.ascii("    version: ");
  private static final List<byte[]> HEAD_KEYS =
      List.of(
          ByteCursor.ascii("apiVersion:"),
          ByteCursor.ascii("kind:"),
          ByteCursor.ascii("metadata:"),
          ByteCursor.ascii("type:"),
          ByteCursor.ascii("stringData:"),
          ByteCursor.ascii("data:"));

  private static final SortedMap<String, BiPredicate<SopsReaders, ByteCursor>> KEYS = keys();

  private final byte[] content;
  private final List<Recipient> recipients = new ArrayList<>();
  private Optional<SealRule> rule = Optional.empty();

  private SopsReaders(byte[] content) {
    this.content = content;
  }

  /**
   * Who opens a file.
   *
   * @throws SealException if the file is not one that sops could have written
   */
  public static Readers of(byte[] content) throws SealException {
    Optional<Written> quickly = asWritten(content).filter(Written::namesReaders);
    return quickly.isPresent() ? quickly.get().readers() : thoroughly(content);
  }

  /**
   * What the block says of a file that meshgen or sops wrote.
   *
   * @param recipients in the order of the file
   */
  record Written(SealRule rule, List<Recipient> recipients) {
    Written {
      recipients = List.copyOf(recipients);
    }

    boolean namesReaders() {
      return !recipients.isEmpty();
    }

    Readers readers() {
      return new Readers(recipients, List.of());
    }
  }

  /** A file whose block is one that meshgen and sops write, with no key but those known. */
  static Optional<Written> asWritten(byte[] content) {
    SopsReaders readers = new SopsReaders(content);
    return readers.asWritten().map(rule -> new Written(rule, readers.recipients));
  }

  /**
   * By which rule a file is sealed; empty if meshgen knows no such rule, or the file is unreadable.
   */
  public static Optional<SealRule> rule(byte[] content) {
    Optional<SealRule> quickly = asWritten(content).map(Written::rule);
    try {
      return quickly.isPresent() ? quickly : SopsMetadata.of(SopsDocument.read(content)).sealRule();
    } catch (SealException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a file is as written, and differs from an earlier one in nothing but for whom its data
   * key is wrapped. Wrong is only what it denies: some lists of keys lie elsewhere in the block.
   */
  public static boolean differInKeysOnly(byte[] before, byte[] after) {
    int block = block(after);
    int rule = rule(after, block);
    int ruleBefore = rule(before, block(before));
    return rule > 0
        && ruleBefore > 0
        && block == block(before)
        && Arrays.equals(before, 0, block, after, 0, block)
        && Arrays.equals(before, ruleBefore, before.length, after, rule, after.length)
        && asWritten(after).isPresent();
  }

  /** Where the rule of a block is. */
  private static int rule(byte[] content, int block) {
    return block < 0 ? -1 : lastOf(REGEX, content, block);
  }

  static Readers thoroughly(byte[] content) throws SealException {
    SopsMetadata metadata = SopsMetadata.of(SopsDocument.read(content));
    List<String> others = new ArrayList<>();
    for (String kind : metadata.keys().kinds()) {
      for (KeyEntry entry : metadata.keys().entries(kind)) {
        SopsKeyKinds.named(kind)
            .flaw(entry)
            .ifPresent(flaw -> others.add("an envelope that " + flaw));
      }
    }
    for (String service : metadata.foreignKeys()) {
      others.add("a key of sops." + service);
    }
    return new Readers(metadata.recipients(), others);
  }

  /** The rule, if the file has exactly the layout of {@link SopsWriter}. */
  private Optional<SealRule> asWritten() {
    int start = block(content);
    if (start < 0 || !isPlain(start)) {
      return Optional.empty();
    }
    ByteCursor cursor = new ByteCursor(content, start);
    cursor.skip(BLOCK);
    for (BiPredicate<SopsReaders, ByteCursor> key : KEYS.values()) {
      if (!key.test(this, cursor)) {
        return Optional.empty();
      }
    }
    return cursor.atEnd() ? rule : Optional.empty();
  }

  /** What moves over each key of the block, in the order of the block. */
  private static SortedMap<String, BiPredicate<SopsReaders, ByteCursor>> keys() {
    SortedMap<String, BiPredicate<SopsReaders, ByteCursor>> keys = new TreeMap<>();
    for (SopsKeyKind kind : SopsKeyKinds.ALL) {
      byte[] list = ByteCursor.ascii("    " + kind.name() + ":\n");
      keys.put(kind.name(), (file, at) -> !at.skip(list) || kind.skim(at, file.recipients));
    }
    keys.put(SopsMetadata.REGEX, SopsReaders::rule);
    keys.put("lastmodified", (file, at) -> line(at, LAST_MODIFIED, "-:", QUOTE));
    keys.put("mac", (file, at) -> line(at, MAC, "_,:+/=", BRACKET));
    keys.put(
        SopsMetadata.MAC_ONLY,
        (file, at) -> at.skip(MAC_ONLY) == file.rule.orElseThrow().macOnlySealed());
    keys.put("version", (file, at) -> line(at, VERSION, ".", new byte[0]));
    return keys;
  }

  private boolean rule(ByteCursor at) {
    if (at.skip(REGEX)) {
      rule = SealRule.of(at.word("^(|\\.-)$"));
    }
    return rule.isPresent() && at.skipLineEnd();
  }

  private static boolean line(ByteCursor at, byte[] head, String others, byte[] tail) {
    if (!at.skip(head)) {
      return false;
    }
    at.word(others);
    return at.skip(tail) && at.skipLineEnd();
  }

  /** Where the last block of that name starts, at the line feed in front of it; or -1. */
  private static int block(byte[] content) {
    return lastOf(BLOCK, content, 0);
  }

  private static int lastOf(byte[] searched, byte[] content, int from) {
    for (int start = content.length - searched.length; start > from; start--) {
      if (content[start] == searched[0]
          && content[start + 5] == searched[5]
          && ByteCursor.isAt(content, start, searched)) {
        return start;
      }
    }
    return -1;
  }

  /** Whether what is in front has the keys of a manifest, in unambiguous characters. */
  private boolean isPlain(int end) {
    boolean lineStarts = true;
    for (int i = 0; i < end; i++) {
      byte next = content[i];
      if (next < ' ' && next != '\n') {
        return false;
      }
      if (lineStarts && next != ' ' && next != '#' && !isHeadKey(i)) {
        return false;
      }
      lineStarts = next == '\n';
    }
    return true;
  }

  private boolean isHeadKey(int start) {
    for (byte[] key : HEAD_KEYS) {
      if (ByteCursor.isAt(content, start, key)) {
        return true;
      }
    }
    return false;
  }
}
