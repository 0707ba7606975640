package dev.meshgen.scan;

import dev.meshgen.bytes.Pem;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * In a sealed Secret no value may be in the clear, whatever it looks like. Only certificates are
 * public, in blocks that hold nothing else.
 */
final class SealedScan {
  private final FileScan scan;
  private final byte[] bytes;
  private final Set<String> known;

  /**
   * A scan of one file.
   *
   * @param known certificates that are public, which others may share: all clusters show one root
   */
  SealedScan(FileScan scan, byte[] bytes, Set<String> known) {
    this.scan = scan;
    this.bytes = bytes;
    this.known = known;
  }

  void run() {
    boolean inside = false;
    for (int start = 0; start < bytes.length; ) {
      int end = lineEnd(start);
      String line = line(start, end);
      boolean content = !line.isEmpty() && line.charAt(0) != '#';
      boolean block = inside && (line.endsWith(": |") || line.endsWith(": |-"));
      int readable = block ? certificates(line, end + 1) : 0;
      // Of white space that is not in ASCII YAML knows nothing: what follows still belongs there.
      if (content && line.charAt(0) != ' ' && line.charAt(0) < 0x80) {
        inside = line.startsWith("data:") || line.startsWith("stringData:");
        if (inside && !isEmptyMap(line.substring(line.indexOf(':') + 1).strip())) {
          scan.add(start, end, "a value that is not sealed");
        }
      } else if (readable > 0) {
        end = readable - 1;
      } else if (content && inside && isClearEntry(line.strip())) {
        scan.add(start, end, "a value that is not sealed");
      }
      start = end + 1;
    }
  }

  private int lineEnd(int start) {
    int end = start;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private String line(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** Where the lines of a block end that holds certificates alone; 0 if it does not. */
  private int certificates(String head, int from) {
    int margin = margin(from);
    if (margin <= head.length() - head.stripLeading().length()) {
      return 0;
    }
    int after = from;
    int length = 0;
    for (int end = lineEnd(after); end < bytes.length; end = lineEnd(after)) {
      boolean empty = end == after;
      if (!empty && margin(after) < margin) {
        break;
      }
      length += end + 1 - after - (empty ? 0 : margin);
      after = end + 1;
    }
    return isPublic(withoutMargin(from, after, margin, length)) ? after : 0;
  }

  private byte[] withoutMargin(int from, int to, int margin, int length) {
    byte[] text = new byte[length];
    int at = 0;
    for (int start = from; start < to; ) {
      int end = lineEnd(start) + 1;
      int inside = end - start == 1 ? start : start + margin;
      System.arraycopy(bytes, inside, text, at, end - inside);
      at += end - inside;
      start = end;
    }
    return text;
  }

  private boolean isPublic(byte[] text) {
    String key = new String(text, StandardCharsets.ISO_8859_1);
    if (known.contains(key)) {
      return true;
    }
    boolean found = Pem.isPublicInLines(text);
    if (found) {
      known.add(key);
    }
    return found;
  }

  /** How many blanks a line starts with. */
  private int margin(int from) {
    int end = from;
    while (end < bytes.length && bytes[end] == ' ') {
      end++;
    }
    return end - from;
  }

  private static boolean isEmptyMap(String value) {
    return value.isEmpty() || value.equals("{}");
  }

  /** Every line must be {@code key: ENC[...]}, an empty value, or a comment. */
  private static boolean isClearEntry(String line) {
    if (line.charAt(0) == '#') {
      return false;
    }
    int colon = line.indexOf(": ");
    if (colon < 0) {
      return !line.endsWith(":");
    }
    String value = line.substring(colon + 2).strip();
    return !value.startsWith("ENC[")
        && !value.equals("\"\"")
        && !value.equals("''")
        && !value.startsWith("\"ENC[")
        && !value.equals("null");
  }
}
