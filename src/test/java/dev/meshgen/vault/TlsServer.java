package dev.meshgen.vault;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.meshgen.testing.TestCa;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server whose certificate leads to an authority that it makes. */
final class TlsServer implements AutoCloseable {
  private final HttpsServer server;
  private final TestCa authority;

  private TlsServer(HttpsServer server, TestCa authority) {
    this.server = server;
    this.authority = authority;
  }

  static TlsServer start(String name) throws Exception {
    TestCa issuer = TestCa.root("authority", TestCa.Span.seconds(3600));
    TestCa.Server own = issuer.server(name, TestCa.Span.seconds(3600));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "k", own.key().getPrivate(), new char[0], new Certificate[] {read(own.pem())});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"tls\":true}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return new TlsServer(server, issuer);
  }

  int port() {
    return server.getAddress().getPort();
  }

  String authority() {
    return authority.pem();
  }

  static String otherAuthority() {
    return TestCa.root("authority", TestCa.Span.seconds(3600)).pem();
  }

  private static Certificate read(String pem) throws CertificateException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
