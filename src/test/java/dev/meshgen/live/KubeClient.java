package dev.meshgen.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of one API server, as its administrator. */
public final class KubeClient {
  static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** What an API server says for a while of a kind that has just been defined, among others. */
  private static final int BUSY = 429;

  private static final int BUSY_ATTEMPTS = 40;

  private final String server;
  private final HttpClient http;
  private final Kinds kinds = new Kinds(this);

  KubeClient(String server, ClusterPki pki) {
    this.server = server;
    this.http =
        HttpClient.newBuilder()
            .sslContext(ClientTls.context(pki))
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /** What the API server refuses. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    Refused(String what, int status, String why) {
      super(what + ": " + status + " " + why);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  boolean ready() {
    try {
      return http.send(request("/readyz").build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw Shell.interrupted(e);
    }
  }

  /** The object, if there is one. */
  public Optional<JsonNode> find(Ref ref) {
    try {
      return Optional.of(call("GET", path(ref), "", null));
    } catch (Refused e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public JsonNode get(Ref ref) {
    return find(ref).orElseThrow(() -> new AssertionError("there is no " + ref));
  }

  /** All objects of a kind, in all namespaces. */
  public JsonNode list(String apiVersion, String kind) {
    return call("GET", collection(apiVersion, kind), "", null);
  }

  /**
   * Applies an object on the server's side, as the engines do; the namespace is for want of one.
   */
  JsonNode apply(JsonNode object, String manager, String namespace) {
    Ref own = Ref.of(object);
    Ref ref =
        own.namespace().isEmpty()
            ? new Ref(own.apiVersion(), own.kind(), namespace, own.name())
            : own;
    String query = "?force=true&fieldManager=" + URLEncoder.encode(manager, StandardCharsets.UTF_8);
    return call("PATCH", path(ref) + query, "application/apply-patch+yaml", object.toString());
  }

  /** Merges a patch into an object, or into its status. */
  void merge(Ref ref, String subresource, JsonNode patch) {
    call("PATCH", path(ref) + subresource, "application/merge-patch+json", patch.toString());
  }

  /** Posts to the subresource of an object, or to its collection. */
  JsonNode post(String path, JsonNode body) {
    return call("POST", path, "application/json", body.toString());
  }

  /** Deletes an object, if there is one. */
  void delete(Ref ref, String options) {
    try {
      call("DELETE", path(ref), "application/json", options);
    } catch (Refused e) {
      if (e.status() != 404) {
        throw e;
      }
    }
  }

  public void delete(Ref ref) {
    delete(ref, "{\"propagationPolicy\":\"Background\"}");
  }

  public void scale(Ref deployment, int replicas) {
    merge(deployment, "", JSON.valueToTree(Map.of("spec", Map.of("replicas", replicas))));
  }

  String path(Ref ref) {
    Kinds.Kind kind = kinds.of(ref.apiVersion(), ref.kind());
    String namespace = kind.namespaced() ? "/namespaces/" + ref.namespace() : "";
    return base(ref.apiVersion()) + namespace + "/" + kind.plural() + "/" + ref.name();
  }

  String collection(String apiVersion, String kind) {
    return base(apiVersion) + "/" + kinds.of(apiVersion, kind).plural();
  }

  static String base(String apiVersion) {
    return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
  }

  /** A stream of changes, one JSON text a line. */
  InputStream watch(String path) throws IOException {
    try {
      return http.send(request(path).build(), BodyHandlers.ofInputStream()).body();
    } catch (InterruptedException e) {
      throw Shell.interrupted(e);
    }
  }

  JsonNode call(String method, String path, String type, String body) {
    HttpRequest.Builder request =
        request(path)
            .timeout(TIMEOUT)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      for (int i = 0; i < BUSY_ATTEMPTS && response.statusCode() == BUSY; i++) {
        Wait.pause(500);
        response = http.send(request.build(), BodyHandlers.ofString());
      }
      if (response.statusCode() >= 300) {
        throw new Refused(method + " " + path, response.statusCode(), message(response.body()));
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + server + path, e);
    } catch (InterruptedException e) {
      throw Shell.interrupted(e);
    }
  }

  private static String message(String body) {
    return body.startsWith("{") ? JSON.readTree(body).path("message").asString(body) : body;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path));
  }
}
