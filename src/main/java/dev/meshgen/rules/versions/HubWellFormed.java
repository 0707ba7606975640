package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * Charts join hub, image name and tag by {@code /} and {@code :}; the result must be an image
 * reference (distribution/reference, {@code regexp.go}), or no Pod of the mesh starts.
 */
final class HubWellFormed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      String hub = cluster.istio().images().hub();
      String problem = problem(hub);
      if (!problem.isEmpty()) {
        report.add(
            Diagnostic.of(
                    Code.HUB_MALFORMED,
                    cluster.origins().at("istio", "hub"),
                    "invalid hub \"" + hub + "\": it " + problem)
                .expecting("HOST[:PORT]/PATH, such as registry.example:5000/mirror/istio")
                .hinting("remove image name and version; the charts append them"));
      }
    }
  }

  private static String problem(String hub) {
    if (hub.contains("://")) {
      return "has a scheme, which an image reference cannot have";
    }
    String[] parts = hub.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      int colon = parts[i].indexOf(':');
      if (colon >= 0 && (i > 0 || !isPort(parts[i].substring(colon + 1)))) {
        return "has a tag or an invalid port";
      }
      if (i > 0 && !isPathComponent(parts[i])) {
        return "has the invalid path component \"" + parts[i] + "\"";
      }
    }
    return "";
  }

  private static boolean isPort(String text) {
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && !text.isEmpty() && text.length() <= 5;
  }

  /** Lower-case words, with separators only between them. */
  private static boolean isPathComponent(String text) {
    boolean word = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      boolean repeatable = c == '-' || c == '_' && i > 0 && text.charAt(i - 1) == '_';
      boolean separator = ".-_".indexOf(c) >= 0 && (word || repeatable && i > 0);
      if (!alphanumeric && !separator) {
        return false;
      }
      word = alphanumeric;
    }
    return word;
  }
}
