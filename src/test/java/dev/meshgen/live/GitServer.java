package dev.meshgen.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Serves the commits of a repository over HTTP, to whoever is on the network of the nodes. */
final class GitServer {
  private final Path repository;
  private final String url;

  private GitServer(Path repository, String url) {
    this.repository = repository;
    this.url = url;
  }

  /** Makes the folder a repository. */
  static GitServer start(Path repository) {
    git(repository, "init", "--quiet", "--initial-branch=main");
    git(repository, "config", "user.name", "owner");
    git(repository, "config", "user.email", "owner@git.example");
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(Wan.HARNESS, 0), 0);
      server.setExecutor(Executors.newCachedThreadPool(Lab::daemon));
      server.createContext("/", exchange -> serve(repository, exchange));
      server.start();
      String url = "http://" + Wan.HARNESS + ":" + server.getAddress().getPort();
      return new GitServer(repository, url + "/.git");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return url;
  }

  /** Commits what there is, and gives the name of the commit. */
  String commit() {
    git(repository, "add", "--all");
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "change");
    return git(repository, "rev-parse", "HEAD").strip();
  }

  private static String git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    return Shell.run(command);
  }

  /** By the program of Git that a web server runs for it (CGI). */
  private static void serve(Path repository, HttpExchange exchange) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    builder.environment().putAll(request(repository, exchange));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try (exchange;
        OutputStream in = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(in);
      in.close();
      InputStream out = process.getInputStream();
      int status = 200;
      for (String line = line(out); !line.isEmpty(); line = line(out)) {
        String[] header = line.split(": ", 2);
        if (header[0].equals("Status")) {
          status = Integer.parseInt(header[1].substring(0, 3));
        } else {
          exchange.getResponseHeaders().add(header[0], header[1]);
        }
      }
      exchange.sendResponseHeaders(status, 0);
      out.transferTo(exchange.getResponseBody());
    }
  }

  private static Map<String, String> request(Path repository, HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    return Map.of(
        "GIT_PROJECT_ROOT", repository.toString(),
        "GIT_HTTP_EXPORT_ALL", "1",
        "REQUEST_METHOD", exchange.getRequestMethod(),
        "PATH_INFO", exchange.getRequestURI().getPath(),
        "QUERY_STRING", Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
        "CONTENT_TYPE", Optional.ofNullable(headers.getFirst("Content-Type")).orElse(""),
        "HTTP_CONTENT_ENCODING",
            Optional.ofNullable(headers.getFirst("Content-Encoding")).orElse(""),
        "GIT_PROTOCOL", Optional.ofNullable(headers.getFirst("Git-Protocol")).orElse(""),
        "REMOTE_ADDR", exchange.getRemoteAddress().getAddress().getHostAddress());
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
