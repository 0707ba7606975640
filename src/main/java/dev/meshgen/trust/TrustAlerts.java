package dev.meshgen.trust;

import dev.meshgen.yaml.YamlWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Rules for Prometheus about the certificates that each istiod signs with, whoever issues them. The
 * metrics are those of istiod (security/pkg/server/ca/monitoring.go), which tells when the first
 * certificate of its roots ends, and that of its intermediate.
 */
public final class TrustAlerts {
  private static final String ROOT = "citadel_server_root_cert_expiry_timestamp";
  private static final String INTERMEDIATE = "citadel_server_cert_chain_expiry_timestamp";

  /** What was due for long is urgent now. */
  private static final Duration URGENT = Duration.ofDays(7);

  private TrustAlerts() {}

  /** A rule file that warns when the last third of what ends first begins. */
  public static String of(TrustStatus status) {
    return of(
        status.mesh(),
        third(status, signer -> signer.cluster().isEmpty()),
        third(status, signer -> signer.cluster().isPresent()));
  }

  /** Of the shortest validity: with any other, what is valid for less would always be due. */
  private static Duration third(TrustStatus status, Predicate<Signer> wanted) {
    return status.lines().stream()
        .map(TrustStatus.Line::signer)
        .filter(wanted)
        .map(
            signer -> Duration.between(signer.certificate().due(), signer.certificate().notAfter()))
        .min(Comparator.naturalOrder())
        .orElse(URGENT);
  }

  /**
   * A rule file.
   *
   * @param root how long before the end of the root people are told
   * @param intermediate the same for intermediates
   */
  public static String of(String mesh, Duration root, Duration intermediate) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", "meshgen-trust-" + mesh);
    group.put(
        "rules",
        List.of(
            rule("IstioRootExpires", ROOT, root, "warning", "root"),
            rule("IstioRootExpiresSoon", ROOT, URGENT, "critical", "root"),
            rule("IstioIntermediateExpires", INTERMEDIATE, intermediate, "warning", "intermediate"),
            rule(
                "IstioIntermediateExpiresSoon", INTERMEDIATE, URGENT, "critical", "intermediate")));
    return YamlWriter.write(Map.of("groups", List.of(group)));
  }

  private static Map<String, Object> rule(
      String name, String metric, Duration before, String severity, String what) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("alert", name);
    // An istiod that has read no certificate yet tells 0.
    rule.put("expr", "(" + metric + " > 0) - time() < " + before.toSeconds());
    rule.put("for", "1h");
    rule.put("labels", Map.of("severity", severity));
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put(
        "summary", "The " + what + " of an istiod expires in {{ $value | humanizeDuration }}.");
    annotations.put("description", "`meshgen trust status` prints the next step.");
    rule.put("annotations", annotations);
    return rule;
  }
}
