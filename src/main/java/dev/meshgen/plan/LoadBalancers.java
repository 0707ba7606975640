package dev.meshgen.plan;

import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Platform;
import java.util.SortedMap;
import java.util.TreeMap;

/** Service annotations that make each cloud's load balancer carry mesh traffic. */
final class LoadBalancers {
  private static final String AWS = "service.beta.kubernetes.io/aws-load-balancer-";

  private LoadBalancers() {}

  static SortedMap<String, String> annotations(Platform platform, Exposure exposure) {
    boolean internal = exposure == Exposure.INTERNAL;
    SortedMap<String, String> annotations = new TreeMap<>();
    switch (platform) {
      case EKS -> {
        annotations.put(AWS + "type", "external");
        annotations.put(AWS + "nlb-target-type", "ip");
        annotations.put(AWS + "scheme", internal ? "internal" : "internet-facing");
        // The gateway's TLS ports answer no plain health check; its status port does.
        annotations.put(AWS + "healthcheck-protocol", "http");
        annotations.put(AWS + "healthcheck-port", "15021");
        annotations.put(AWS + "healthcheck-path", "/healthz/ready");
      }
      case AKS -> {
        if (internal) {
          annotations.put("service.beta.kubernetes.io/azure-load-balancer-internal", "true");
        }
      }
      case GKE -> {
        if (internal) {
          annotations.put("networking.gke.io/load-balancer-type", "Internal");
          // Without it only clients of the gateway's own region get through.
          annotations.put("networking.gke.io/internal-load-balancer-allow-global-access", "true");
        }
      }
      default -> {}
    }
    return annotations;
  }
}
