package dev.meshgen.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A registry of Istio's charts (OCI distribution), each packed on request. */
final class ChartRegistry {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIG = "application/vnd.cncf.helm.config.v1+json";
  private static final String CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();

  private ChartRegistry() {}

  /** Starts it on the network of the nodes; plain HTTP, as clients allow for private addresses. */
  static void start(int port) {
    ChartRegistry registry = new ChartRegistry();
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(Wan.HARNESS, port), 0);
      server.setExecutor(Executors.newCachedThreadPool(Lab::daemon));
      server.createContext("/v2/", registry::serve);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code /v2/charts/<chart>/manifests/<tag or digest>}, or {@code blobs/<digest>}. */
  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      List<String> path = List.of(exchange.getRequestURI().getPath().split("/"));
      if (path.size() < 6) {
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      boolean manifest = path.get(4).equals("manifests");
      String name = path.get(5);
      byte[] body =
          !manifest
              ? blobs.get(name)
              : name.startsWith("sha256:") ? manifests.get(name) : manifest(path.get(3), name);
      if (body == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .set("Content-Type", manifest ? MANIFEST : "application/octet-stream");
      exchange.getResponseHeaders().set("Docker-Content-Digest", digest(body));
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (head) {
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      }
      exchange.sendResponseHeaders(200, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private synchronized byte[] manifest(String chart, String version) throws IOException {
    byte[] known = manifests.get(chart + ":" + version);
    if (known != null) {
      return known;
    }
    byte[] content = Files.readAllBytes(Charts.pack(chart, version));
    byte[] config = json(Map.of("name", chart, "version", version, "apiVersion", "v2"));
    byte[] manifest =
        json(
            Map.of(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST,
                "config",
                add(CONFIG, config),
                "layers",
                List.of(add(CHART, content))));
    manifests.put(chart + ":" + version, manifest);
    manifests.put(digest(manifest), manifest);
    return manifest;
  }

  private Map<String, Object> add(String type, byte[] blob) {
    blobs.put(digest(blob), blob);
    return Map.of("mediaType", type, "digest", digest(blob), "size", blob.length);
  }

  private static byte[] json(Object value) {
    return KubeClient.JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
