package dev.meshgen.live;

import java.util.List;

/**
 * What is different because Envoy is not Istio's own build of it: that has filters of its own,
 * which others refuse. They add nothing to where a request goes and as whom.
 */
final class Vanilla {
  static final String NOTE =
      "Envoy is not Istio's build: ALPN filter, metadata exchange and telemetry are switched off";

  /** For the chart of istiod, beside the values of the tree. */
  static final List<String> ISTIOD_VALUES =
      List.of(
          "--set-string=env.PILOT_ENABLE_ALPN_FILTER=false",
          "--set-string=env.PILOT_ENABLE_METADATA_EXCHANGE=false",
          "--set=telemetry.enabled=false");

  private Vanilla() {}
}
