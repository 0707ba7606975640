package dev.meshgen.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** All objects of a kind as they are now; listeners hear of every one that was made or changed. */
final class Informer {
  private final KubeClient client;
  private final String path;
  private final Map<String, JsonNode> objects = new ConcurrentHashMap<>();
  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();

  private Informer(KubeClient client, String path) {
    this.client = client;
    this.path = path;
  }

  /** Knows all that there are when it returns. */
  static Informer start(KubeClient client, String apiVersion, String kind) {
    Informer informer = new Informer(client, client.collection(apiVersion, kind));
    String version = informer.list();
    Thread thread = new Thread(() -> informer.follow(version), "watch " + kind);
    thread.setDaemon(true);
    thread.start();
    return informer;
  }

  Collection<JsonNode> all() {
    return objects.values();
  }

  Optional<JsonNode> find(String namespace, String name) {
    return Optional.ofNullable(objects.get(namespace + "/" + name));
  }

  /** Tells it of what there is, and of what comes; it hears of a deletion as of the last change. */
  void listen(Consumer<JsonNode> listener) {
    listeners.add(listener);
    objects.values().forEach(listener);
  }

  private String list() {
    JsonNode all = client.call("GET", path, "", null);
    Map<String, JsonNode> now = new ConcurrentHashMap<>();
    all.path("items").forEach(each -> now.put(key(each), each));
    objects.keySet().retainAll(now.keySet());
    objects.putAll(now);
    return all.path("metadata").path("resourceVersion").asString();
  }

  private void follow(String from) {
    String version = from;
    while (true) {
      try {
        version = watch(version);
      } catch (IOException | RuntimeException e) {
        Wait.pause(500);
        version = again(version);
      }
    }
  }

  /** The API server may be gone, or may have forgotten where it was. */
  private String again(String version) {
    try {
      String now = list();
      objects.values().forEach(this::tell);
      return now;
    } catch (RuntimeException e) {
      return version;
    }
  }

  private String watch(String from) throws IOException {
    String version = from;
    String query = "?watch=true&allowWatchBookmarks=true&resourceVersion=" + from;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(client.watch(path + query), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        JsonNode event = KubeClient.JSON.readTree(line);
        JsonNode object = event.path("object");
        version = object.path("metadata").path("resourceVersion").asString(version);
        take(event.path("type").asString(), object);
      }
    }
    return version;
  }

  private void take(String type, JsonNode object) throws IOException {
    switch (type) {
      case "ADDED", "MODIFIED" -> objects.put(key(object), object);
      case "DELETED" -> objects.remove(key(object));
      case "ERROR" -> throw new IOException(object.toString());
      default -> {
        return;
      }
    }
    tell(object);
  }

  private void tell(JsonNode object) {
    listeners.forEach(listener -> listener.accept(object));
  }

  private static String key(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.path("namespace").asString("") + "/" + metadata.path("name").asString();
  }
}
