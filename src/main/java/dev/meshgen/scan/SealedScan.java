package dev.meshgen.scan;

import java.nio.charset.StandardCharsets;

/** In a sealed Secret no value may be in the clear, whatever it looks like. */
final class SealedScan {
  private final FileScan scan;
  private final byte[] bytes;

  SealedScan(FileScan scan, byte[] bytes) {
    this.scan = scan;
    this.bytes = bytes;
  }

  void run() {
    boolean inside = false;
    for (int start = 0; start < bytes.length; ) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      String line = new String(bytes, start, end - start, StandardCharsets.UTF_8).stripTrailing();
      boolean content = !line.isEmpty() && line.charAt(0) != '#';
      if (content && line.charAt(0) != ' ') {
        inside = line.startsWith("data:") || line.startsWith("stringData:");
        if (inside && !isEmptyMap(line.substring(line.indexOf(':') + 1).strip())) {
          scan.add(start, end, "a value that is not sealed");
        }
      } else if (content && inside && isClearEntry(line.strip())) {
        scan.add(start, end, "a value that is not sealed");
      }
      start = end + 1;
    }
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
