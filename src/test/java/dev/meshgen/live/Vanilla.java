package dev.meshgen.live;

import java.util.List;

/**
 * What is different because Envoy is not Istio's own build of it: that has filters of its own,
 * which others refuse. They add nothing to where a request goes and as whom.
 */
final class Vanilla {
  static final String NOTE =
      "Envoy is not Istio's build: ALPN filter, metadata exchange and telemetry are switched off";

  /** For sed, in the values of istiod's chart, which those of the tree are merged with. */
  static final String EDIT =
      """
      s/^  env: \\{\\}$/  env: {PILOT_ENABLE_ALPN_FILTER: "false", PILOT_ENABLE_METADATA_EXCHANGE: "false"}/
      /^  telemetry:$/{
        n
        s/^    enabled: true$/    enabled: false/
      }
      """;

  /** What the edited values contain. */
  static final List<String> EDITED =
      List.of("\n  env: {PILOT_ENABLE_ALPN_FILTER: ", "\n  telemetry:\n    enabled: false\n");

  private Vanilla() {}
}
