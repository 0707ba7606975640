package dev.meshgen.scan;

import java.nio.charset.StandardCharsets;

/** Tells a value in the clear from one that is sealed, empty, or no text at all. */
final class ClearValue {
  private static final String SEALED = "ENC[";

  private ClearValue() {}

  /**
   * The value behind a key's colon, trimmed and without quotes; a scalar on the following line is
   * taken up, a nested mapping or list is not.
   */
  static String after(byte[] text, int from, int indent) {
    int end = lineEnd(text, from);
    String value = clean(text, from, end);
    if (!value.isEmpty() && value.charAt(0) != '#') {
      return value;
    }
    while (end < text.length) {
      int start = end + 1;
      end = lineEnd(text, start);
      int column = start;
      while (column < end && text[column] == ' ') {
        column++;
      }
      String line = clean(text, start, end);
      if (line.isEmpty() || line.charAt(0) == '#') {
        continue;
      }
      boolean nested = line.startsWith("- ") || line.endsWith(":") || line.contains(": ");
      return column - start <= indent || nested ? "" : line;
    }
    return "";
  }

  private static int lineEnd(byte[] text, int from) {
    int end = from;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  private static String clean(byte[] text, int from, int end) {
    return from >= end ? "" : new String(text, from, end - from, StandardCharsets.UTF_8).strip();
  }

  /** Whether a value, as written in YAML or JSON, is text in the clear. */
  static boolean isClear(String value) {
    if (value.isEmpty() || value.startsWith(SEALED)) {
      return false;
    }
    char first = value.charAt(0);
    if (first == '"' || first == '\'') {
      int close = value.indexOf(first, 1);
      String inner = close < 0 ? value.substring(1) : value.substring(1, close);
      // A placeholder, which an operator fills in inside the cluster.
      boolean template = inner.startsWith("{{") && inner.endsWith("}}");
      return !inner.isEmpty() && !inner.startsWith(SEALED) && !template;
    }
    if (first == '{' || first == '[') {
      return false; // What is nested is looked at by itself.
    }
    int end = 0;
    while (end < value.length() && " ,}]#".indexOf(value.charAt(end)) < 0) {
      end++;
    }
    return switch (value.substring(0, end)) {
      case "", "null", "~", "true", "false" -> false;
      default -> true;
    };
  }
}
