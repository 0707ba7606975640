package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page in a real Chromium without a window, driven as its own developer tools drive it. */
final class Browser implements AutoCloseable {
  /** What looks for barriers, and how it is run. */
  private static final Path AXE =
      Path.of(System.getenv().getOrDefault("MESHGEN_TOOLS", "")).resolve("axe.min.js");

  private static final Tool CHROMIUM = Tool.named("chromium");
  private static final long PATIENCE = 60;

  private final Process process;
  private final WebSocket socket;
  private final String session;
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

  private Browser(Process process, URI address) throws Exception {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, new Listener())
            .get(PATIENCE, TimeUnit.SECONDS);
    String target = first("Target.createTarget", Map.of("url", "about:blank"), "targetId");
    this.session =
        first("Target.attachToTarget", Map.of("targetId", target, "flatten", true), "sessionId");
    for (String domain : List.of("Runtime", "Log", "Network", "Page")) {
      send(domain + ".enable", Map.of());
    }
  }

  /** Whether this machine has what it takes. */
  static boolean isThere() {
    return CHROMIUM.isThere() && Files.exists(AXE);
  }

  /** Starts one that keeps its files in a folder, and finds no host. */
  static Browser in(Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                CHROMIUM.path().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      lines.add(line);
      int at = line.indexOf("ws://");
      if (at >= 0) {
        Thread rest = new Thread(() -> said.lines().forEach(ignored -> {}));
        rest.setDaemon(true);
        rest.start();
        return new Browser(process, URI.create(line.substring(at).strip()));
      }
    }
    throw new AssertionError("chromium does not start: " + lines);
  }

  /** Opens a file, and waits until it is there. */
  void open(Path page) throws Exception {
    loaded = new CompletableFuture<>();
    send("Page.navigate", Map.of("url", page.toUri().toString()));
    loaded.get(PATIENCE, TimeUnit.SECONDS);
  }

  /** What an expression is worth in the page. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    assertThat(answer.has("exceptionDetails")).as(answer.toString()).isFalse();
    return answer.path("result").path("value");
  }

  /** Presses a key, such as {@code Tab}, {@code Enter} or one that writes a character. */
  void press(String key) throws Exception {
    String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
    int code =
        key.equals("Tab") ? 9 : key.equals("Enter") ? 13 : key.toUpperCase(Locale.ROOT).charAt(0);
    Map<String, Object> event =
        Map.of(
            "key",
            key,
            "code",
            key,
            "windowsVirtualKeyCode",
            code,
            "text",
            text,
            "type",
            "keyDown");
    send("Input.dispatchKeyEvent", event);
    send(
        "Input.dispatchKeyEvent",
        Map.of("key", key, "code", key, "windowsVirtualKeyCode", code, "type", "keyUp"));
  }

  /** Presses Tab until an element has the focus. */
  void tabTo(String selector) throws Exception {
    for (int i = 0; i < 200; i++) {
      press("Tab");
      if (evaluate("document.activeElement.matches(`" + selector + "`)").asBoolean()) {
        return;
      }
    }
    throw new AssertionError(selector + " cannot be reached by keyboard");
  }

  /** How it looks: {@code light}, {@code dark}; {@code screen}, {@code print}. */
  void look(String scheme, String media, int width) throws Exception {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    send("Emulation.setEmulatedMedia", Map.of("media", media, "features", List.of(feature)));
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Whether pages may run scripts. */
  void scripts(boolean allowed) throws Exception {
    send("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
  }

  /** What axe finds, each in words. */
  List<String> barriers() throws Exception {
    send("Runtime.evaluate", Map.of("expression", Files.readString(AXE)));
    List<String> found = new ArrayList<>();
    evaluate(
            "axe.run().then((found) => found.violations.map((each) =>"
                + " each.id + ': ' + each.nodes.map((node) => node.html).join(' ')))")
        .forEach(each -> found.add(each.asString()));
    return found;
  }

  /** The addresses that the page asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Whatever it wrote to the console, and what was thrown or refused. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
    return ask(Optional.of(session), method, parameters);
  }

  private String first(String method, Map<String, ?> parameters, String field) throws Exception {
    return ask(Optional.empty(), method, parameters).path(field).asString();
  }

  private JsonNode ask(Optional<String> in, String method, Map<String, ?> parameters)
      throws Exception {
    int id = last.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    var message = JsonMapper.shared().createObjectNode().put("id", id).put("method", method);
    in.ifPresent(name -> message.put("sessionId", name));
    message.set("params", JsonMapper.shared().valueToTree(parameters));
    socket.sendText(message.toString(), true).get(PATIENCE, TimeUnit.SECONDS);
    JsonNode found = answer.get(PATIENCE, TimeUnit.SECONDS);
    assertThat(found.has("error")).as(method + ": " + found).isFalse();
    return found.path("result");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
      text.append(part);
      if (whole) {
        said(JsonMapper.shared().readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void said(JsonNode message) {
      JsonNode about = message.path("params");
      switch (message.path("method").asString("")) {
        case "" -> asked.remove(message.path("id").asInt()).complete(message);
        case "Page.loadEventFired" -> loaded.complete(null);
        case "Network.requestWillBeSent" ->
            requests.add(about.path("request").path("url").asString());
        case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" ->
            complaints.add(about.toString());
        default -> {}
      }
    }
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    process.onExit().get(PATIENCE, TimeUnit.SECONDS);
    for (ProcessHandle each : all) {
      each.destroyForcibly();
      each.onExit().get(PATIENCE, TimeUnit.SECONDS);
    }
  }
}
