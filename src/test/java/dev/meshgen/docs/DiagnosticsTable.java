package dev.meshgen.docs;

import dev.meshgen.diagnostic.Code;
import java.util.Map;

/** Every diagnostic, under the theme of its hundred, with a link to its page. */
final class DiagnosticsTable {
  private static final Map<String, String> STAGES =
      Map.ofEntries(
          Map.entry("MG01", "Reading YAML"),
          Map.entry("MG02", "Structure of the spec"),
          Map.entry("MG03", "Mesh and names"),
          Map.entry("MG04", "Versions"),
          Map.entry("MG05", "Networks"),
          Map.entry("MG06", "Trust"),
          Map.entry("MG07", "Recipients"),
          Map.entry("MG08", "Helm values"),
          Map.entry("MG09", "Delivery"),
          Map.entry("MG10", "The committed tree and its locks"),
          Map.entry("MG11", "Credentials"),
          Map.entry("MG12", "Lifecycle and discovery"),
          Map.entry("MG13", "Upgrades"),
          Map.entry("MG14", "Data plane"));

  private DiagnosticsTable() {}

  static String write() {
    StringBuilder out = new StringBuilder();
    String stage = "";
    for (Code code : Code.values()) {
      String hundred = code.id().substring(0, 4);
      if (!hundred.equals(stage)) {
        stage = hundred;
        String title = STAGES.get(stage);
        if (title == null) {
          throw new IllegalStateException("no title for " + stage);
        }
        out.append("\n## ").append(title).append("\n\n");
        out.append("| Code | Severity | Problem |\n|---|---|---|\n");
      }
      out.append("| [").append(code.id()).append("](").append(code.id()).append(".md) | ");
      out.append(code.severity().id()).append(" | ");
      out.append(code.summary().replace("|", "\\|")).append(" |\n");
    }
    return out.append('\n').toString();
  }
}
