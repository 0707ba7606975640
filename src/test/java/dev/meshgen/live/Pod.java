package dev.meshgen.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A Pod on its node.
 *
 * @param object as it was created; admission has injected what it injects
 * @param host the address of its node
 * @param folder for its volumes and roots
 * @param logs for the output of its containers
 */
public record Pod(JsonNode object, String address, String host, Path folder, Path logs) {
  String namespace() {
    return object.path("metadata").path("namespace").asString();
  }

  String name() {
    return object.path("metadata").path("name").asString();
  }

  String uid() {
    return object.path("metadata").path("uid").asString();
  }

  JsonNode spec() {
    return object.path("spec");
  }

  String account() {
    return spec().path("serviceAccountName").asString("default");
  }

  Ref ref() {
    return Ref.pod(namespace(), name());
  }

  /** All containers; those that run first come first. */
  List<JsonNode> containers() {
    List<JsonNode> all = new ArrayList<>();
    spec().path("initContainers").forEach(all::add);
    spec().path("containers").forEach(all::add);
    return all;
  }

  /** Whether a container starts before others and stays. */
  static boolean isSidecar(JsonNode container) {
    return container.path("restartPolicy").asString("").equals("Always");
  }
}
