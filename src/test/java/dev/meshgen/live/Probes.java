package dev.meshgen.live;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Asks a container whether it is well, from its node. */
final class Probes {
  private final Pod pod;
  private final AgentClient node;

  Probes(Pod pod, AgentClient node) {
    this.pod = pod;
    this.node = node;
  }

  /** Whether a probe of a container succeeds; without one it is well as long as it runs. */
  boolean succeeds(JsonNode container, String probe, ContainerProcess process) {
    JsonNode what = container.path(probe);
    if (!process.isAlive()) {
      return false;
    }
    if (what.has("httpGet")) {
      return http(container, what.path("httpGet"));
    }
    if (what.has("exec")) {
      List<String> command = new ArrayList<>();
      what.path("exec").path("command").forEach(word -> command.add(word.asString()));
      return process.exec(command).ok();
    }
    return true;
  }

  private boolean http(JsonNode container, JsonNode get) {
    String host = get.path("host").asString(pod.address());
    String url = "http://" + host + ":" + port(container, get.path("port"));
    int status = node.get(url + get.path("path").asString("/")).status();
    return status >= 200 && status < 400;
  }

  /** A port may be one of the container's, by name. */
  private static String port(JsonNode container, JsonNode port) {
    for (JsonNode named : container.path("ports")) {
      if (named.path("name").asString("").equals(port.asString())) {
        return named.path("containerPort").asString();
      }
    }
    return port.asString();
  }
}
