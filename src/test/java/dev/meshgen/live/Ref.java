package dev.meshgen.live;

import tools.jackson.databind.JsonNode;

/** Names an object; the namespace is empty where the kind has none. */
public record Ref(String apiVersion, String kind, String namespace, String name) {
  public static Ref of(JsonNode object) {
    return new Ref(
        object.path("apiVersion").asString(),
        object.path("kind").asString(),
        object.path("metadata").path("namespace").asString(""),
        object.path("metadata").path("name").asString());
  }

  public static Ref pod(String namespace, String name) {
    return new Ref("v1", "Pod", namespace, name);
  }

  public static Ref service(String namespace, String name) {
    return new Ref("v1", "Service", namespace, name);
  }

  public static Ref secret(String namespace, String name) {
    return new Ref("v1", "Secret", namespace, name);
  }

  public static Ref configMap(String namespace, String name) {
    return new Ref("v1", "ConfigMap", namespace, name);
  }

  public static Ref deployment(String namespace, String name) {
    return new Ref("apps/v1", "Deployment", namespace, name);
  }

  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}
