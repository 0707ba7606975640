package dev.meshgen.lock;

import dev.meshgen.tree.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Prints the lines of the one shape that locks have. */
final class LockPrinter {
  private final StringBuilder out = new StringBuilder(2048);

  LockPrinter(String path, String mesh, int version) {
    line(Header.line(path, mesh));
    line("lockVersion: " + version);
    text(0, "mesh", mesh);
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  void line(String line) {
    out.append(line).append('\n');
  }

  void text(int indent, String key, String value) {
    indent(indent);
    out.append(key).append(": ");
    quote(value);
    out.append('\n');
  }

  void text(int indent, String key, Optional<String> value) {
    value.ifPresent(present -> text(indent, key, present));
  }

  void list(int indent, String key, List<String> values) {
    indent(indent);
    out.append(key).append(values.isEmpty() ? ": []\n" : ":\n");
    for (String value : values) {
      indent(indent);
      out.append("- ");
      quote(value);
      out.append('\n');
    }
  }

  /** A key that is data, too. */
  void key(int indent, String key) {
    indent(indent);
    quote(key);
    out.append(":\n");
  }

  /** An entry whose key is data, too. */
  void entry(int indent, String key, String value) {
    indent(indent);
    quote(key);
    out.append(": ");
    quote(value);
    out.append('\n');
  }

  private void indent(int spaces) {
    for (int i = 0; i < spaces; i++) {
      out.append(' ');
    }
  }

  /**
   * Always quoted: a serial such as 12e3 must stay text for every YAML reader. In ASCII, unlike
   * {@code yaml.YamlText}: names in a lock are compared by people, who cannot tell letters of some
   * alphabets apart.
   */
  private void quote(String value) {
    out.append('"');
    int start = plainLength(value);
    out.append(value, 0, start);
    for (int i = start; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c >= 0x20 && c < 0x7f) {
        out.append((char) c);
      } else {
        out.append(String.format(c > 0xffff ? "\\U%08X" : "\\u%04X", c));
      }
    }
    out.append('"');
  }

  /** How much of a text is written as it is: next to always all of it. */
  private static int plainLength(String value) {
    int end = 0;
    while (end < value.length() && isPlain(value.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
  }
}
