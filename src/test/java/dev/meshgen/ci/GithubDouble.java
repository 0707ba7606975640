package dev.meshgen.ci;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The few calls of GitHub's REST API that the actions make, as its documentation describes them:
 * pages of comments, the longest body of a comment, a token without permission.
 */
final class GithubDouble implements AutoCloseable {
  static final String TOKEN = "ghs_0123456789abcdefghijklmnopqrstuvwxyz";
  static final String BOT = "github-actions[bot]";
  private static final int LONGEST = 65_536;
  private static final String REPOSITORY = "/repos/example/platform";
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final List<ObjectNode> comments = new CopyOnWriteArrayList<>();
  private final List<ObjectNode> pulls = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile boolean readOnly;
  private int next = 100;

  GithubDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on tokens may read only, as those of pull requests from forks. */
  void readOnly() {
    readOnly = true;
  }

  List<String> requests() {
    return requests;
  }

  List<String> comments() {
    return comments.stream().map(comment -> comment.path("body").asString()).toList();
  }

  List<JsonNode> pulls() {
    return new ArrayList<>(pulls);
  }

  void close(int pull) {
    pulls.get(pull).put("state", "closed");
  }

  ObjectNode comment(String author, String body) {
    ObjectNode comment = JSON.createObjectNode().put("id", next++).put("body", body);
    comment.putObject("user").put("login", author);
    comments.add(comment);
    return comment;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private record Answer(int status, JsonNode body) {}

  private void handle(HttpExchange exchange) throws IOException {
    Answer answer;
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      byte[] sent = exchange.getRequestBody().readAllBytes();
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      if (!("Bearer " + TOKEN).equals(token)) {
        answer = message(401, "Bad credentials");
      } else if (!path.startsWith(REPOSITORY)) {
        answer = message(404, "Not Found");
      } else if (readOnly && !exchange.getRequestMethod().equals("GET")) {
        answer = message(403, "Resource not accessible by integration");
      } else {
        answer =
            answer(
                exchange.getRequestMethod(),
                path.substring(REPOSITORY.length()),
                query(exchange.getRequestURI().getQuery()),
                sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent));
      }
      byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer answer(String method, String path, Map<String, String> query, JsonNode sent) {
    if (method.equals("GET") && path.equals("/issues/7/comments")) {
      return page(comments, query);
    }
    if (method.equals("POST") && path.equals("/issues/7/comments")) {
      String body = sent.path("body").asString();
      return body.length() > LONGEST
          ? message(422, "body is too long (maximum is 65536 characters)")
          : new Answer(201, comment(BOT, body));
    }
    if (method.equals("PATCH") && path.startsWith("/issues/comments/")) {
      return changed(comments, "id", path, sent);
    }
    if (method.equals("GET") && path.equals("/pulls")) {
      ArrayNode found = JSON.createArrayNode();
      pulls.stream()
          .filter(pull -> pull.path("state").asString().equals(query.get("state")))
          .filter(pull -> ("example:" + pull.path("head").asString()).equals(query.get("head")))
          .filter(pull -> pull.path("base").asString().equals(query.get("base")))
          .forEach(found::add);
      return new Answer(200, found);
    }
    if (method.equals("POST") && path.equals("/pulls")) {
      ObjectNode pull = (ObjectNode) sent;
      pull.put("number", next++).put("state", "open");
      pulls.add(pull);
      return new Answer(201, pull);
    }
    if (method.equals("PATCH") && path.startsWith("/pulls/")) {
      return changed(pulls, "number", path, sent);
    }
    return message(404, "Not Found");
  }

  private static Answer page(List<ObjectNode> all, Map<String, String> query) {
    int size = Integer.parseInt(query.getOrDefault("per_page", "30"));
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    ArrayNode found = JSON.createArrayNode();
    all.stream().skip((long) (page - 1) * size).limit(size).forEach(found::add);
    return new Answer(200, found);
  }

  private static Answer changed(List<ObjectNode> all, String key, String path, JsonNode sent) {
    String id = path.substring(path.lastIndexOf('/') + 1);
    for (ObjectNode each : all) {
      if (each.path(key).asString().equals(id)) {
        sent.properties().forEach(entry -> each.set(entry.getKey(), entry.getValue()));
        return new Answer(200, each);
      }
    }
    return message(404, "Not Found");
  }

  private static Answer message(int status, String text) {
    return new Answer(status, JSON.createObjectNode().put("message", text));
  }

  private static Map<String, String> query(String text) {
    return text == null
        ? Map.of()
        : Arrays.stream(text.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(
                Collectors.toMap(
                    pair -> pair[0], pair -> pair[1], (one, other) -> other, TreeMap::new));
  }
}
