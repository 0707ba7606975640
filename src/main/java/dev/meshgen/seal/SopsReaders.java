package dev.meshgen.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Who can open a sealed file, as far as the file itself says.
 *
 * <p>Asked of every file in every run, so a file in the layout that sops and meshgen write is not
 * read as YAML: its last block is compared line by line, and any other byte than those expected
 * there, or a key in front of it that could stand for a second block, leads to the YAML reader.
 */
public final class SopsReaders {
  private static final byte[] BLOCK = ascii("\nsops:\n");
  private static final byte[] AGE = ascii("    age:\n");
  private static final byte[] ENVELOPE =
      ascii("        - enc: |\n            -----BEGIN AGE ENCRYPTED FILE-----\n");
  private static final byte[] ARMOR_INDENT = ascii("            ");
  private static final byte[] RECIPIENT =
      ascii("            -----END AGE ENCRYPTED FILE-----\n          recipient: ");
  private static final byte[] RULE = ascii("    " + SopsMetadata.RULE + "\n    lastmodified: \"");
  private static final byte[] MAC = ascii("\"\n    mac: ENC[");
  private static final byte[] VERSION = ascii("]\n    version: ");
  private static final List<byte[]> HEAD_KEYS =
      List.of(
          ascii("apiVersion:"),
          ascii("kind:"),
          ascii("metadata:"),
          ascii("type:"),
          ascii("stringData:"),
          ascii("data:"));

  /** Base64 of the header with one stanza, a nonce and a data key: no room for a second reader. */
  private static final int[] ARMOR_LINES = {64, 64, 64, 64, 56};

  private final byte[] content;
  private int at;

  private SopsReaders(byte[] content) {
    this.content = content;
  }

  /**
   * The age recipients in the order of the file, and a word for everything else that opens it.
   *
   * @throws SealException if the file is not one that sops could have written
   */
  public static List<String> of(byte[] content) throws SealException {
    List<String> quickly = new SopsReaders(content).asWritten();
    return quickly.isEmpty() ? thoroughly(content) : quickly;
  }

  static List<String> thoroughly(byte[] content) throws SealException {
    SopsMetadata metadata = SopsMetadata.of(DocumentReader.read(content));
    List<String> readers = new ArrayList<>();
    for (SopsMetadata.Envelope envelope : metadata.age()) {
      readers.add(envelope.recipient());
      String problem = AgeStructure.problem(envelope.armored());
      if (!problem.isEmpty()) {
        readers.add("an envelope that " + problem);
      }
    }
    for (String service : metadata.foreignKeys()) {
      readers.add("a key of sops." + service);
    }
    return readers;
  }

  /** Empty where the file has another layout. */
  private List<String> asWritten() {
    at = block();
    if (at < 0 || !isPlain(at) || !skip(BLOCK) || !skip(AGE)) {
      return List.of();
    }
    List<String> readers = new ArrayList<>();
    while (skip(ENVELOPE)) {
      if (!skipArmor() || !skip(RECIPIENT)) {
        return List.of();
      }
      int start = at;
      skipWord("");
      readers.add(new String(content, start, at - start, StandardCharsets.US_ASCII));
      if (at++ >= content.length || content[at - 1] != '\n') {
        return List.of();
      }
    }
    return skip(RULE) && endsAsWritten() ? readers : List.of();
  }

  private boolean endsAsWritten() {
    skipWord("-:");
    if (!skip(MAC)) {
      return false;
    }
    skipWord("_,:+/=");
    if (!skip(VERSION)) {
      return false;
    }
    skipWord(".");
    return at == content.length - 1 && content[at] == '\n';
  }

  /** Where the last block of that name starts, at the line feed in front of it; or -1. */
  private int block() {
    for (int start = content.length - BLOCK.length; start > 0; start--) {
      if (content[start] == '\n' && content[start + 1] == 's' && matches(start, BLOCK)) {
        return start;
      }
    }
    return -1;
  }

  /** Whether what stands in front has the keys of a manifest, in characters of one meaning. */
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
      if (matches(start, key)) {
        return true;
      }
    }
    return false;
  }

  private boolean skipArmor() {
    for (int length : ARMOR_LINES) {
      if (!skip(ARMOR_INDENT)) {
        return false;
      }
      int start = at;
      skipWord("+/=");
      if (at - start != length || at >= content.length || content[at++] != '\n') {
        return false;
      }
    }
    return true;
  }

  /** Moves over letters, digits and these. */
  private void skipWord(String others) {
    while (at < content.length && (isWord(content[at]) || others.indexOf(content[at]) >= 0)) {
      at++;
    }
  }

  private static boolean isWord(byte next) {
    return next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next >= '0' && next <= '9';
  }

  private boolean skip(byte[] expected) {
    if (!matches(at, expected)) {
      return false;
    }
    at += expected.length;
    return true;
  }

  private boolean matches(int start, byte[] expected) {
    if (start < 0 || start + expected.length > content.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (content[start + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
