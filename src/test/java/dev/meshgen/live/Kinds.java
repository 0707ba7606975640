package dev.meshgen.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Which resource a kind is, as the API server says. */
final class Kinds {
  private final KubeClient client;
  private final Map<String, Kind> known = new ConcurrentHashMap<>();

  Kinds(KubeClient client) {
    this.client = client;
  }

  record Kind(String plural, boolean namespaced) {}

  /** Asks again for one that it does not know: a CustomResourceDefinition may have come. */
  Kind of(String apiVersion, String kind) {
    String key = apiVersion + " " + kind;
    if (!known.containsKey(key)) {
      JsonNode served = client.call("GET", KubeClient.base(apiVersion), "", null);
      for (JsonNode resource : served.path("resources")) {
        String plural = resource.path("name").asString();
        if (!plural.contains("/")) {
          known.put(
              apiVersion + " " + resource.path("kind").asString(),
              new Kind(plural, resource.path("namespaced").asBoolean()));
        }
      }
    }
    Kind found = known.get(key);
    if (found == null) {
      throw new KubeClient.Refused(key, 404, "no such kind");
    }
    return found;
  }
}
