package dev.meshgen.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What runs inside of a namespace: the application of a Pod, which says who it is, and whatever
 * sends requests from there when told to. {@link AgentClient} tells it, through a socket in the
 * file system, which belongs to no network. Plain Java, as its class path is its own folder.
 *
 * <p>Arguments: the socket; then, to serve as well, a port. Whoever asks is answered by who
 * answers, which is in {@code $AGENT_NAME}, and as whom the proxy took the caller.
 */
final class Agent {
  /** The header in which a proxy says whose certificate it saw. */
  private static final String CALLER = "X-Forwarded-Client-Cert";

  private final Map<String, Load> loads = new ConcurrentHashMap<>();

  private Agent() {}

  public static void main(String[] arguments) throws IOException {
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    ExecutorService threads = Executors.newCachedThreadPool();
    if (arguments.length > 1) {
      serve(Integer.parseInt(arguments[1]), threads);
    }
    new Agent().listen(Path.of(arguments[0]), threads);
  }

  private static void serve(int port, ExecutorService threads) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(threads);
    server.createContext("/", Agent::answer);
    server.start();
    // A Pod that ends is still sent requests until everyone knows.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> sleep(4000)));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String caller = exchange.getRequestHeaders().getFirst(CALLER);
      String body = System.getenv("AGENT_NAME") + "\n" + (caller == null ? "" : caller) + "\n";
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void listen(Path socket, ExecutorService threads) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      while (true) {
        SocketChannel channel = server.accept();
        threads.execute(() -> obey(channel));
      }
    }
  }

  /** One line of words in, whatever there is to say out. */
  private void obey(SocketChannel channel) {
    try (channel;
        OutputStream out = Channels.newOutputStream(channel);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
      List<String> words = List.of(in.readLine().split(" "));
      String said =
          switch (words.get(0)) {
            case "get" -> get(words.get(1), Integer.parseInt(words.get(2)));
            case "load" -> load(words.get(1), Integer.parseInt(words.get(2)));
            case "stop" -> loads.remove(words.get(1)).end();
            default -> throw new IllegalArgumentException(words.toString());
          };
      out.write(said.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      System.err.println("agent: " + e);
    }
  }

  private String load(String url, int pause) {
    Load load = new Load(url, pause);
    loads.put(url, load);
    load.start();
    return "";
  }

  /** The status and the body; or 0, and why there was no answer. */
  static String get(String url, int timeout) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(timeout);
      connection.setReadTimeout(timeout);
      connection.setRequestProperty("Connection", "close");
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return status
            + "\n"
            + (body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return "0\n" + e;
    }
  }

  static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Requests one after another until it is stopped. */
  private static final class Load extends Thread {
    private final String url;
    private final int pause;
    private final StringBuilder lost = new StringBuilder();
    private volatile boolean stopped;
    private int sent;

    Load(String url, int pause) {
      this.url = url;
      this.pause = pause;
    }

    @Override
    public void run() {
      while (!stopped) {
        String answer = get(url, 5000);
        sent++;
        if (!answer.startsWith("200\n")) {
          lost.append(System.currentTimeMillis()).append(' ');
          lost.append(answer.strip().replace('\n', ' ')).append('\n');
        }
        Agent.sleep(pause);
      }
    }

    /** How many were sent, then a line for each that was lost. */
    String end() {
      stopped = true;
      try {
        join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return sent + "\n" + lost;
    }
  }
}
