package dev.meshgen.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Gives every Service that asks for a load balancer an address outside, the one it wants if any.
 */
final class LiveLoadBalancers {
  private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}");

  private final Wan wan;
  private final Netns node;
  private final KubeClient client;

  LiveLoadBalancers(Wan wan, Netns node, KubeClient client) {
    this.wan = wan;
    this.node = node;
    this.client = client;
  }

  void start(Informer services) {
    services.listen(this::see);
  }

  private void see(JsonNode service) {
    boolean asks = service.path("spec").path("type").asString("").equals("LoadBalancer");
    boolean has = !service.path("status").path("loadBalancer").path("ingress").isEmpty();
    if (!asks || has || service.path("metadata").has("deletionTimestamp")) {
      return;
    }
    String address = wanted(service).orElseGet(wan::balancerAddress);
    Shell.attempt(List.of("ip", "-n", node.name(), "addr", "add", address + "/24", "dev", "wan0"));
    Map<String, Object> ingress = Map.of("ip", address, "ipMode", "VIP");
    client.merge(
        Ref.of(named(service)),
        "/status",
        KubeClient.JSON.valueToTree(
            Map.of("status", Map.of("loadBalancer", Map.of("ingress", List.of(ingress))))));
  }

  /** By its field, or as a cloud has it: by an annotation that is an address. */
  private static Optional<String> wanted(JsonNode service) {
    List<String> texts = new ArrayList<>();
    texts.add(service.path("spec").path("loadBalancerIP").asString(""));
    for (var annotation : service.path("metadata").path("annotations").properties()) {
      texts.add(annotation.getValue().asString(""));
    }
    return texts.stream().filter(text -> ADDRESS.matcher(text).matches()).findFirst();
  }

  /** The objects of a list say not of what kind they are. */
  private static JsonNode named(JsonNode service) {
    return KubeClient.JSON.valueToTree(
        Map.of("apiVersion", "v1", "kind", "Service", "metadata", service.path("metadata")));
  }
}
