package dev.meshgen.rules.names;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.DnsName;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Set;

/**
 * What becomes the key of a label or an annotation: an optional DNS name and a slash, then a name.
 * The API server refuses an object with any other key, and with it the whole sync.
 */
final class KeysOfKubernetes implements Rule {
  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_PREFIX = 253;

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    check(
        mesh.ambient().globalServices().keySet(),
        mesh.origins().at("spec", "istio", "ambient", "globalServices", "matchLabels"),
        report);
    for (Cluster cluster : mesh.clusters()) {
      check(
          cluster.eastWest().loadBalancer().annotations().keySet(),
          cluster.origins().at("eastWest", "loadBalancer", "annotations"),
          report);
    }
  }

  private static void check(Set<String> keys, Span at, Report report) {
    for (String key : keys) {
      if (!isKey(key)) {
        report.add(
            Diagnostic.of(Code.KEY_REFUSED, at, "Kubernetes refuses the key \"" + key + "\"")
                .expecting(
                    "a name of at most 63 letters, digits, \"-\", \"_\" and \".\", perhaps with a"
                        + " DNS name and \"/\" before it")
                .hinting("correct the key"));
      }
    }
  }

  private static boolean isKey(String key) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    return isName(name) && (slash < 0 || isDomain(key.substring(0, slash)));
  }

  private static boolean isDomain(String prefix) {
    for (String label : prefix.split("\\.", -1)) {
      if (!DnsName.isLabel(label)) {
        return false;
      }
    }
    return prefix.length() <= LONGEST_PREFIX;
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean end = i == 0 || i == name.length() - 1;
      if (!isAlphanumeric(c) && (end || "-_.".indexOf(c) < 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
