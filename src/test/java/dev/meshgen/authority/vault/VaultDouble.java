package dev.meshgen.authority.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.meshgen.authority.vault.VaultEngines.Refused;
import dev.meshgen.yaml.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks Vault's protocol as far as meshgen and its tests do, and refuses what Vault refuses:
 * tokens it did not issue, paths without a policy, methods, fields and requests that do not fit.
 * Behaves as the real one does in the same tests.
 */
public final class VaultDouble implements AutoCloseable {
  public static final String ROOT_TOKEN = "hvs.double-root-00000000000000";
  private static final JsonMapper JSON = new JsonMapper();

  static {
    // Head and body of an answer are two packets, of which the second else waits for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final VaultEngines engines = new VaultEngines(ROOT_TOKEN);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Death> death = Optional.empty();
  private volatile Duration latency = Duration.ZERO;
  private int fatal;
  private boolean losing;

  /** Something else than the answer, to a request for a path that ends, or begins, like that. */
  record Fault(String path, int after, int status, Map<String, String> headers, byte[] body) {
    static Fault of(String path, int after, int status, String body) {
      return new Fault(path, after, status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The body of a fault that repeats what was sent as the error that it is. */
  static final byte[] ECHO = {};

  /** A status that no HTTP has: the connection ends in the middle of the answer. */
  static final int CUT = -1;

  private VaultDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public static VaultDouble start() {
    try {
      return new VaultDouble();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Method and path of all that was asked, in order. */
  List<String> requests() {
    return requests;
  }

  /** How many requests there were. */
  public int asked() {
    return requests.size();
  }

  /** From now on takes so long for each answer, as a network does: for several at the same time. */
  public void answeringAfter(Duration latency) {
    this.latency = latency;
  }

  /** What was sent with it, as far as anything was. */
  List<String> bodies() {
    return bodies;
  }

  /** The tokens that logins returned. */
  List<String> tokens() {
    return tokens;
  }

  /** When the one who asks dies. */
  enum Death {
    /** Before the server does what it was asked for. */
    BEFORE,
    /** After that, and before the answer arrives. */
    AFTER
  }

  /** From a request on, whoever asks gets no answer; of that one it may have the effect. */
  void dieAt(int request, Death how) {
    lock.lock();
    try {
      fatal = requests.size() + request;
      death = Optional.of(how);
    } finally {
      lock.unlock();
    }
  }

  void revive() {
    lock.lock();
    try {
      death = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Does what each write asks for, and is then busy, once for each path. */
  void loseAnswersOnce() {
    losing = true;
  }

  /** From now on, answers in another way, until {@link #heal}. */
  void fail(Fault fault) {
    lock.lock();
    try {
      faults.add(fault);
    } finally {
      lock.unlock();
    }
  }

  void heal() {
    lock.lock();
    try {
      faults.clear();
    } finally {
      lock.unlock();
    }
  }

  /** What signs, for tests whose server is dishonest. */
  VaultEngines engines() {
    return engines;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    delay();
    lock.lock();
    try {
      requests.add(exchange.getRequestMethod() + " " + path);
      if (body.length > 0) {
        bodies.add(new String(body, StandardCharsets.UTF_8));
      }
      Optional<Fault> fault = fault(path);
      if (death.isPresent() && requests.size() > fatal) {
        die(exchange, path, body);
      } else if (losing && isFirstWrite(exchange, path)) {
        perform(exchange, path, body);
        send(exchange, Fault.of(path, 0, 503, "{\"errors\":[]}"));
      } else if (fault.isPresent()) {
        send(exchange, fault.get().body() == ECHO ? echoing(fault.get(), body) : fault.get());
      } else {
        answer(exchange, path, body);
      }
    } finally {
      lock.unlock();
      exchange.close();
    }
  }

  private void delay() throws IOException {
    try {
      Thread.sleep(latency.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Fault echoing(Fault fault, byte[] body) {
    String sent = new String(body, StandardCharsets.UTF_8);
    byte[] errors = JSON.writeValueAsBytes(Map.of("errors", List.of("cannot take " + sent)));
    return new Fault(fault.path(), fault.after(), fault.status(), fault.headers(), errors);
  }

  private void die(HttpExchange exchange, String path, byte[] body) throws IOException {
    if (death.equals(Optional.of(Death.AFTER)) && requests.size() == fatal + 1) {
      perform(exchange, path, body);
    }
    send(exchange, Fault.of(path, 0, 400, "{\"errors\":[\"no one is listening\"]}"));
  }

  private boolean isFirstWrite(HttpExchange exchange, String path) {
    String request = exchange.getRequestMethod() + " " + path;
    return request.startsWith("POST") && requests.indexOf(request) == requests.size() - 1;
  }

  /** Without an answer. */
  private void perform(HttpExchange exchange, String path, byte[] body) {
    try {
      engines.answer(asked(exchange, path, body));
    } catch (Refused e) {
      // That is an answer, too, and as lost.
      assert e.status() > 0;
    }
  }

  private static VaultEngines.Asked asked(HttpExchange exchange, String path, byte[] body) {
    Map<String, Object> fields =
        body.length == 0
            ? Map.of()
            : JsonObject.parse(body)
                .orElseThrow(() -> new Refused(400, "failed to parse JSON input"));
    return new VaultEngines.Asked(
        exchange.getRequestMethod(),
        path.substring("/v1/".length()),
        header(exchange, "X-Vault-Token"),
        header(exchange, "X-Vault-Namespace"),
        fields);
  }

  private Optional<Fault> fault(String path) {
    return faults.stream()
        .filter(each -> isAt(each.path(), path))
        .filter(each -> requests.stream().filter(r -> r.endsWith(path)).count() > each.after())
        .findFirst();
  }

  private static boolean isAt(String fault, String path) {
    return fault.startsWith("/v1/") ? path.startsWith(fault) : path.endsWith(fault);
  }

  private void answer(HttpExchange exchange, String path, byte[] body) throws IOException {
    try {
      if (!path.startsWith("/v1/")) {
        throw new Refused(404, "not found");
      }
      Map<String, ?> answer = engines.answer(asked(exchange, path, body));
      if (answer.get("auth") instanceof Map<?, ?> auth) {
        tokens.add(String.valueOf(auth.get("client_token")));
      }
      boolean required = header(exchange, "X-Vault-Request").equals("true");
      if (!required) {
        throw new Refused(412, "required request header is missing");
      }
      if (answer.isEmpty()) {
        exchange.sendResponseHeaders(204, -1);
      } else {
        send(exchange, 200, Map.of(), JSON.writeValueAsBytes(answer));
      }
    } catch (Refused e) {
      send(exchange, e.status(), Map.of(), JSON.writeValueAsBytes(Map.of("errors", e.errors())));
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  private static void send(HttpExchange exchange, Fault fault) throws IOException {
    if (fault.status() == CUT) {
      exchange.sendResponseHeaders(200, 10_000);
      exchange.getResponseBody().write(fault.body());
      exchange.getResponseBody().flush();
      return;
    }
    send(exchange, fault.status(), fault.headers(), fault.body());
  }

  private static void send(
      HttpExchange exchange, int status, Map<String, String> headers, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
