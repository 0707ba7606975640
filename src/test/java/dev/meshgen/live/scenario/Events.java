package dev.meshgen.live.scenario;

import dev.meshgen.live.LiveCluster;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a cluster complains about. */
final class Events {
  private Events() {}

  /**
   * The messages of events.
   *
   * @param object how the name of what they are about begins
   */
  static List<String> of(LiveCluster cluster, String reason, String object) {
    return cluster
        .client()
        .list("v1", "Event")
        .path("items")
        .valueStream()
        .filter(event -> event.path("reason").asString("").equals(reason))
        .filter(event -> event.at("/involvedObject/name").asString("").startsWith(object))
        .map(event -> event.path("message"))
        .map(JsonNode::asString)
        .toList();
  }
}
