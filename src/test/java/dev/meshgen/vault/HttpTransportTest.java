package dev.meshgen.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.vault.VaultException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets, and servers on the other side that follow no rules. */
class HttpTransportTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The first byte of a client that wants to speak TLS. */
  private static final int TLS_HANDSHAKE = 0x16;

  @TempDir private Path folder;
  private final AtomicInteger connections = new AtomicInteger();
  private Optional<ServerSocket> server = Optional.empty();

  /** What a server does with the stream to a client that has sent its request. */
  private interface Behaviour {
    void with(OutputStream out) throws IOException, InterruptedException;
  }

  @AfterEach
  void stop() throws IOException {
    if (server.isPresent()) {
      server.get().close();
    }
  }

  private URI serve(Behaviour behaviour) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server = Optional.of(socket);
    Thread thread = new Thread(() -> accept(socket, behaviour), "odd-server");
    thread.setDaemon(true);
    thread.start();
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1/pki");
  }

  private void accept(ServerSocket socket, Behaviour behaviour) {
    boolean going = true;
    while (going && !socket.isClosed()) {
      going = serveOne(socket, behaviour);
    }
  }

  private boolean serveOne(ServerSocket socket, Behaviour behaviour) {
    try (Socket client = socket.accept()) {
      connections.incrementAndGet();
      readRequest(client);
      behaviour.with(client.getOutputStream());
      return true;
    } catch (IOException e) {
      // The client has gone, which is what some of these tests are about.
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void readRequest(Socket client) throws IOException {
    int newlines = 0;
    while (newlines < 2) {
      int c = client.getInputStream().read();
      if (c < 0 || c == TLS_HANDSHAKE) {
        return;
      }
      newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
    }
  }

  private static HttpTransport transport() {
    return new HttpTransport(Optional.empty(), new ProxyVariables(Map.of()));
  }

  private static VaultCall get(URI uri) {
    return new VaultCall("GET", uri, Map.of("X-Vault-Token", "t"), Optional.empty());
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Test
  void returnsWhatCameBackWhateverItIs() throws IOException {
    URI uri =
        serve(
            out ->
                write(
                    out, "HTTP/1.1 307 x\r\nLocation: /elsewhere\r\nContent-Length: 2\r\n\r\nab"));

    VaultReply reply = transport().send(get(uri), LIMIT);

    assertThat(reply.status()).isEqualTo(307);
    assertThat(reply.header("location")).contains("/elsewhere");
    assertThat(reply.body()).isEqualTo(new byte[] {'a', 'b'});
    assertThat(connections).hasValue(1);
  }

  @Test
  void stopsReadingABodyWithoutAnEnd() throws IOException {
    URI uri =
        serve(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
              byte[] block = new byte[1 << 16];
              for (int i = 0; i < 1 << 16; i++) {
                out.write(block);
              }
            });

    assertThatThrownBy(() -> transport().send(get(uri), LIMIT))
        .isInstanceOf(VaultTransport.TooLarge.class);
  }

  @Test
  void doesNotWaitForABodyThatDrips() throws IOException {
    URI uri =
        serve(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{");
              for (int i = 0; i < 1000; i++) {
                write(out, " ");
                Thread.sleep(50);
              }
            });
    long start = System.nanoTime();

    assertThatThrownBy(() -> transport().send(get(uri), Duration.ofMillis(500)))
        .isInstanceOf(HttpTimeoutException.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
  }

  @Test
  void doesNotWaitForHeadersThatNeverCome() throws IOException {
    URI uri = serve(out -> Thread.sleep(LIMIT.toMillis() * 10));

    assertThatThrownBy(() -> transport().send(get(uri), Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void hasNoReplyWhereTheConnectionIsCut() throws IOException {
    URI uri = serve(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":"));

    assertThatThrownBy(() -> transport().send(get(uri), LIMIT))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void asksAgainWhereTheConnectionIsCut() throws Exception {
    URI uri =
        serve(
            out ->
                write(
                    out,
                    connections.get() < 3
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":"
                        : "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"all\":1}"));

    assertThat(client("http://127.0.0.1:" + uri.getPort(), Optional.empty()).read("pki"))
        .containsOnlyKeys("all");
    assertThat(connections.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    URI uri = serve(out -> write(out, ""));
    stop();

    VaultException e = read("http://127.0.0.1:" + uri.getPort(), Optional.empty());

    assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(e).hasMessage("the connection was refused, after 6 attempts");
  }

  @Test
  void saysThatAServerDoesNotSpeakTls() throws IOException {
    URI uri = serve(out -> write(out, "HTTP/1.1 400 Bad Request\r\n\r\n"));

    VaultException e = read("https://localhost:" + uri.getPort(), Optional.empty());

    assertThat(e.kind()).isEqualTo(Kind.UNTRUSTED);
    assertThat(e).hasMessage("it does not speak TLS, or not correctly");
  }

  @Test
  void refusesACaFileThatHoldsNoCertificate() throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");

    assertThat(read("https://localhost:1", Optional.of(file)))
        .hasMessage("the CA file " + file + " does not hold certificates in PEM");
    Path absent = folder.resolve("absent.pem");
    assertThat(read("https://localhost:1", Optional.of(absent)))
        .hasMessage("cannot read the CA file " + absent + ": no such file or directory");
  }

  @Test
  void trustsTheAuthoritiesOfTheFileAndNoOthers() throws Exception {
    try (TlsServer tls = TlsServer.start("localhost")) {
      Path right = Files.writeString(folder.resolve("right.pem"), tls.authority());
      Path wrong = Files.writeString(folder.resolve("wrong.pem"), TlsServer.otherAuthority());
      String address = "https://localhost:" + tls.port();

      assertThat(client(address, Optional.of(right)).read("sys/health")).containsOnlyKeys("tls");
      VaultException e = read(address, Optional.of(wrong));
      assertThat(new VaultProblems(Span.of("mesh.yaml"), Optional.empty(), "").of(e, "no").code())
          .isEqualTo(Code.VAULT_UNTRUSTED);
      assertThat(e).hasMessage("its certificate does not chain to one in the CA file");
      assertThat(read(address, Optional.empty()))
          .hasMessage("its certificate is not from a public authority");
      assertThat(read("https://127.0.0.1:" + tls.port(), Optional.of(right)))
          .hasMessage("its certificate is for another name");
    }
  }

  private static VaultClient client(String address, Optional<Path> authorities)
      throws VaultException {
    VaultTiming fast = new ManualTiming();
    return new VaultClient(
        new VaultPlace(ServerAddress.parse(address).orElseThrow(), Optional.empty(), authorities),
        new HttpTransport(TrustedAuthorities.context(authorities), new ProxyVariables(Map.of())),
        fast,
        RetryLimits.USUAL);
  }

  private static VaultException read(String address, Optional<Path> authorities) {
    return catchThrowableOfType(
        VaultException.class, () -> client(address, authorities).read("sys/health"));
  }
}
