package dev.meshgen.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshgen.pki.ForeignCa;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;

/**
 * What an access proxy gives a user: a certificate for TLS, and a kubeconfig that leads through the
 * proxy.
 *
 * @param proxyCa that signed what the proxy presents
 * @param client the user's own
 */
public record ProxyLogin(ForeignCa proxyCa, ForeignCa client) {
  /** Where the proxy has the API server of a cluster called east. */
  public static final String SERVER = "https://access.example:8443/k8s/clusters/east";

  private static final String READER = "CN=mesh-reader,O=mesh";

  /** A user who may do what the reader may. */
  public static ProxyLogin until(Instant from, Instant to) {
    return of(READER, ForeignCa.ec("secp256r1"), from, to);
  }

  /** A user with another subject. */
  public static ProxyLogin of(String subject, KeyPair keys, Instant from, Instant to) {
    ForeignCa ca = ForeignCa.of("CN=proxy", ForeignCa.ec("secp256r1"), from).selfSigned();
    return new ProxyLogin(
        ca, ForeignCa.of(subject, keys, from).valid(from, to).only(true).issuedBy(ca));
  }

  /** As the proxy hands it out. */
  public String kubeconfig() {
    return kubeconfig(client.pem(), client.pkcs8());
  }

  /** The same with other texts in PEM for certificate and key. */
  public String kubeconfig(String certificate, String key) {
    return """
        apiVersion: v1
        kind: Config
        current-context: east
        clusters:
        - name: east
          cluster:
            server: %s
            proxy-url: http://egress.example:3128
            tls-server-name: east.access.example
            certificate-authority-data: %s
        contexts:
        - name: east
          context: {cluster: east, user: mesh-reader}
        users:
        - name: mesh-reader
          user:
            client-certificate-data: %s
            client-key-data: %s
        """
        .formatted(SERVER, base64(proxyCa.pem()), base64(certificate), base64(key));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "ProxyLogin[redacted]";
  }
}
