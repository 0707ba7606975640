package dev.meshgen.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a kubelet says of a Pod, told to the API server when it changes. */
final class PodStatus {
  /** How a container is, and since when. */
  private record State(String state, Map<String, Object> details, boolean ready, int restarts) {}

  private final Pod pod;
  private final KubeClient client;
  private final Map<String, State> states = new LinkedHashMap<>();
  private boolean initialized;
  private JsonNode told;

  PodStatus(Pod pod, KubeClient client) {
    this.pod = pod;
    this.client = client;
    for (JsonNode container : pod.containers()) {
      waiting(container, "PodInitializing", "");
    }
  }

  void waiting(JsonNode container, String reason, String message) {
    Map<String, Object> details = Map.of("reason", reason, "message", message);
    put(container, "waiting", details, false);
  }

  void running(JsonNode container, boolean ready) {
    State before = states.get(name(container));
    Map<String, Object> details =
        before.state().equals("running") ? before.details() : Map.of("startedAt", now());
    put(container, "running", details, ready);
  }

  void ended(JsonNode container, int code) {
    Map<String, Object> details =
        Map.of("exitCode", code, "reason", code == 0 ? "Completed" : "Error", "finishedAt", now());
    put(container, "terminated", details, code == 0);
  }

  void restarted(JsonNode container) {
    State state = states.get(name(container));
    states.put(
        name(container),
        new State("running", Map.of("startedAt", now()), false, state.restarts() + 1));
  }

  /** All containers that run first have run, or stay. */
  void initialized() {
    initialized = true;
  }

  boolean ready() {
    return initialized && states.values().stream().allMatch(State::ready);
  }

  private void put(JsonNode container, String state, Map<String, Object> details, boolean ready) {
    State before = states.get(name(container));
    int restarts = before == null ? 0 : before.restarts();
    states.put(name(container), new State(state, details, ready, restarts));
  }

  private static String name(JsonNode container) {
    return container.path("name").asString();
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Tells what is new, if anything is. */
  void tell() {
    boolean started = states.values().stream().anyMatch(state -> !state.state().equals("waiting"));
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("phase", initialized && started ? "Running" : "Pending");
    status.put("podIP", pod.address());
    status.put("podIPs", List.of(Map.of("ip", pod.address())));
    status.put("hostIP", pod.host());
    status.put("conditions", conditions());
    status.put("initContainerStatuses", statuses("initContainers"));
    status.put("containerStatuses", statuses("containers"));
    JsonNode now = KubeClient.JSON.valueToTree(Map.of("status", status));
    if (!now.equals(told)) {
      client.merge(pod.ref(), "/status", now);
      told = now;
    }
  }

  private List<Object> conditions() {
    List<Object> conditions = new ArrayList<>();
    Map<String, Boolean> truths = new LinkedHashMap<>();
    truths.put("PodScheduled", true);
    truths.put("Initialized", initialized);
    truths.put("ContainersReady", ready());
    truths.put("Ready", ready());
    truths.forEach(
        (type, so) -> conditions.add(Map.of("type", type, "status", so ? "True" : "False")));
    return conditions;
  }

  private List<Object> statuses(String which) {
    List<Object> statuses = new ArrayList<>();
    for (JsonNode container : pod.spec().path(which)) {
      State state = states.get(name(container));
      Map<String, Object> status = new LinkedHashMap<>();
      status.put("name", name(container));
      status.put("image", container.path("image").asString(""));
      status.put("imageID", "");
      status.put("ready", state.ready());
      status.put("started", state.state().equals("running"));
      status.put("restartCount", state.restarts());
      status.put("state", Map.of(state.state(), state.details()));
      statuses.add(status);
    }
    return statuses;
  }
}
