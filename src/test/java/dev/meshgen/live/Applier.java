package dev.meshgen.live;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Applies objects on the server's side in the order of their kinds, and waits for their health. */
final class Applier {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ATTEMPTS = 15;
  private static final List<String> FIRST =
      List.of(
          "Namespace",
          "NetworkPolicy",
          "ResourceQuota",
          "PodDisruptionBudget",
          "ServiceAccount",
          "Secret",
          "ConfigMap",
          "CustomResourceDefinition",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding",
          "Service",
          "DaemonSet",
          "Deployment");

  private final KubeClient client;
  private final String manager;
  private final String namespace;
  private final List<Ref> done = new ArrayList<>();

  /**
   * @param manager the owner of the fields
   * @param namespace of what needs one and names none
   */
  Applier(KubeClient client, String manager, String namespace) {
    this.client = client;
    this.manager = manager;
    this.namespace = namespace;
  }

  /** Applies all, each again for a while when it is refused: a webhook may not be up yet. */
  Set<Ref> apply(List<JsonNode> objects) {
    List<JsonNode> sorted = new ArrayList<>(objects);
    sorted.sort(Comparator.comparingInt(Applier::rank));
    for (JsonNode object : sorted) {
      apply(object);
    }
    return new LinkedHashSet<>(done);
  }

  private static int rank(JsonNode object) {
    int rank = FIRST.indexOf(object.path("kind").asString());
    return rank < 0 ? FIRST.size() : rank;
  }

  private void apply(JsonNode object) {
    for (int attempt = 1; ; attempt++) {
      try {
        done.add(Ref.of(client.apply(object, manager, namespace)));
        return;
      } catch (KubeClient.Refused | UncheckedIOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Wait.pause(1000);
      }
    }
  }

  /** Waits until everything that was applied is as its kind should be. */
  void awaitHealthy(String what) {
    for (Ref ref : done) {
      if (Set.of("Deployment", "Service", "CustomResourceDefinition").contains(ref.kind())) {
        Wait.until(
            what + ": " + ref + " is healthy",
            PATIENCE,
            () -> client.find(ref).map(Applier::isHealthy).orElse(false));
      }
    }
  }

  private static boolean isHealthy(JsonNode object) {
    return switch (object.path("kind").asString()) {
      case "Deployment" -> isRolledOut(object);
      case "Service" ->
          !object.at("/spec/type").asString("").equals("LoadBalancer")
              || !object.at("/status/loadBalancer/ingress").isEmpty();
      default -> isEstablished(object);
    };
  }

  static boolean isRolledOut(JsonNode deployment) {
    JsonNode status = deployment.path("status");
    int wanted = deployment.at("/spec/replicas").asInt(1);
    return status.path("observedGeneration").asLong(0)
            >= deployment.at("/metadata/generation").asLong()
        && status.path("updatedReplicas").asInt(0) == wanted
        && status.path("availableReplicas").asInt(0) == wanted
        && status.path("replicas").asInt(0) == wanted;
  }

  private static boolean isEstablished(JsonNode definition) {
    for (JsonNode condition : definition.path("status").path("conditions")) {
      if (condition.path("type").asString().equals("Established")) {
        return condition.path("status").asString().equals("True");
      }
    }
    return false;
  }
}
