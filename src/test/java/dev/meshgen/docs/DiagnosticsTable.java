package dev.meshgen.docs;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Theme;

/** Every diagnostic, by theme, with a link to its page. */
final class DiagnosticsTable {
  private DiagnosticsTable() {}

  static String write() {
    StringBuilder out = new StringBuilder();
    for (Theme theme : Theme.values()) {
      String title = theme.title();
      out.append("\n## ").append(Character.toUpperCase(title.charAt(0))).append(title.substring(1));
      out.append("\n\n| Code | Severity | Problem |\n|---|---|---|\n");
      for (Code code : Code.values()) {
        if (code.theme() == theme) {
          row(out, code);
        }
      }
    }
    return out.append('\n').toString();
  }

  private static void row(StringBuilder out, Code code) {
    out.append("| [").append(code.id()).append("](").append(code.id()).append(".md) | ");
    out.append(code.severity().id()).append(" | ");
    out.append(code.summary().replace("|", "\\|")).append(" |\n");
  }
}
