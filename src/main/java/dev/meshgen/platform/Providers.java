package dev.meshgen.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All providers, by their words. */
public final class Providers {
  private static final Map<String, Provider> BY_ID = byId();

  /**
   * Further annotations that make a load balancer internal (Kubernetes, {@code
   * docs/concepts/services-networking/service.md}, "Internal load balancer").
   */
  private static final Map<String, String> INTERNAL_ELSEWHERE =
      Map.of(
          "service.beta.kubernetes.io/cce-load-balancer-internal-vpc",
          "true",
          "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type",
          "intranet");

  private static final String SUBNET_ELSEWHERE =
      "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid";

  private Providers() {}

  public static List<Provider> all() {
    return List.copyOf(BY_ID.values());
  }

  static Optional<Provider> find(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /** Whether annotations make a load balancer of any of them internal. */
  static boolean makeInternal(Map<String, String> annotations) {
    return BY_ID.values().stream().anyMatch(each -> each.loadBalancers().makeInternal(annotations))
        || annotations.containsKey(SUBNET_ELSEWHERE)
        || INTERNAL_ELSEWHERE.entrySet().stream()
            .anyMatch(each -> each.getValue().equals(annotations.get(each.getKey())));
  }

  private static Map<String, Provider> byId() {
    List<Provider> all = new ArrayList<>(CloudProviders.ALL);
    all.addAll(ClusterProviders.ALL);
    Map<String, Provider> byId = new TreeMap<>();
    all.forEach(each -> byId.put(each.id(), each));
    return Collections.unmodifiableMap(byId);
  }
}
