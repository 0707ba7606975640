package dev.meshgen.ci;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The notes of a merge request, as GitLab's REST API has them, a hundred to a page. */
final class GitlabDouble implements AutoCloseable {
  static final String TOKEN = "glpat-0123456789abcdefghij";
  private static final String NOTES = "/api/v4/projects/42/merge_requests/7/notes";
  private static final int PAGE = 100;
  private static final int OWNER = 5;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final List<ObjectNode> notes = new CopyOnWriteArrayList<>();

  GitlabDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v4";
  }

  ObjectNode note(int author, String body) {
    ObjectNode note = JSON.createObjectNode().put("id", notes.size() + 1).put("body", body);
    note.putObject("author").put("id", author);
    notes.add(note);
    return note;
  }

  List<String> notes() {
    return notes.stream().map(note -> note.path("body").asString()).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] sent = exchange.getRequestBody().readAllBytes();
      boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN"));
      JsonNode answer =
          known
              ? answer(
                  exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                  String.valueOf(exchange.getRequestURI().getQuery()),
                  sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent))
              : JSON.createObjectNode().put("message", "401 Unauthorized");
      byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(known ? 200 : 401, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private JsonNode answer(String call, String query, JsonNode sent) {
    if (call.equals("GET /api/v4/user")) {
      return JSON.createObjectNode().put("id", OWNER);
    }
    if (call.equals("GET " + NOTES)) {
      int page = Integer.parseInt(query.replaceAll(".*&page=(\\d+).*", "$1"));
      ArrayNode found = JSON.createArrayNode();
      notes.stream().skip((long) (page - 1) * PAGE).limit(PAGE).forEach(found::add);
      return found;
    }
    if (call.equals("POST " + NOTES)) {
      return note(OWNER, sent.path("body").asString());
    }
    if (call.startsWith("PUT " + NOTES + "/")) {
      int id = Integer.parseInt(call.substring(call.lastIndexOf('/') + 1));
      return notes.get(id - 1).put("body", sent.path("body").asString());
    }
    throw new AssertionError(call);
  }
}
