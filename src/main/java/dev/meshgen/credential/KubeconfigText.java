package dev.meshgen.credential;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.pki.ClientPair;
import dev.meshgen.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A kubeconfig with one cluster, one context and one user, its keys sorted as client-go sorts them.
 * Tokens and keys go from bytes to bytes.
 */
final class KubeconfigText {
  private static final String TOKEN = field("token");

  private KubeconfigText() {}

  static SecretBytes of(String cluster, AcceptedCredential credential) {
    Optional<String> ca =
        credential
            .caPem()
            .map(
                pem -> Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
    ReachedServer server =
        new ReachedServer(credential.server(), credential.tlsServerName(), credential.proxyUrl());
    String head = beforeLogin(cluster, server, ca);
    Login login = credential.login();
    if (login.token().isPresent()) {
      return join(head + TOKEN + "\"", login.token().get(), "\"\n");
    }
    ClientPair pair = login.certificate().orElseThrow();
    String certificate = Base64.getEncoder().encodeToString(pair.certificates());
    byte[] pem = pair.key().copy();
    try (SecretBytes key = SecretBytes.owning(Base64.getEncoder().encode(pem))) {
      return join(
          head
              + field(ClientCertificateFields.CERTIFICATE)
              + ("\"" + certificate + "\"\n")
              + field(ClientCertificateFields.KEY)
              + "\"",
          key,
          "\"\n");
    } finally {
      Arrays.fill(pem, (byte) 0);
    }
  }

  /** Of the user. */
  private static String field(String name) {
    return "    " + name + ": ";
  }

  /**
   * Everything up to the token.
   *
   * @param ca base64 of the certificate authority, or a template of it
   */
  static String beforeToken(String cluster, ReachedServer server, Optional<String> ca) {
    return beforeLogin(cluster, server, ca) + TOKEN;
  }

  private static String beforeLogin(String cluster, ReachedServer server, Optional<String> ca) {
    String name = YamlText.scalar(cluster);
    return "apiVersion: v1\n"
        + "clusters:\n"
        + "- cluster:\n"
        + ca.map(KubeconfigText::authority).orElse("")
        + line("    proxy-url: ", server.proxyUrl())
        + line("    server: ", Optional.of(server.address()))
        + line("    tls-server-name: ", server.tlsServerName())
        + ("  name: " + name + "\n")
        + "contexts:\n"
        + "- context:\n"
        + ("    cluster: " + name + "\n")
        + ("    user: " + name + "\n")
        + ("  name: " + name + "\n")
        + ("current-context: " + name + "\n")
        + "kind: Config\n"
        + "users:\n"
        + ("- name: " + name + "\n")
        + "  user:\n";
  }

  /** Without one, client-go trusts the authorities that the system of istiod does. */
  private static String authority(String ca) {
    return "    certificate-authority-data: \"" + ca + "\"\n";
  }

  private static String line(String key, Optional<String> value) {
    return value.map(text -> key + YamlText.scalar(text) + "\n").orElse("");
  }

  /**
   * A token holds neither quotes nor backslashes, as {@link TokenText} sees to; nor does base64.
   */
  private static SecretBytes join(String before, SecretBytes secret, String after) {
    byte[] head = before.getBytes(StandardCharsets.UTF_8);
    byte[] tail = after.getBytes(StandardCharsets.UTF_8);
    byte[] middle = secret.copy();
    byte[] text = Arrays.copyOf(head, head.length + middle.length + tail.length);
    System.arraycopy(middle, 0, text, head.length, middle.length);
    System.arraycopy(tail, 0, text, head.length + middle.length, tail.length);
    Arrays.fill(middle, (byte) 0);
    return SecretBytes.owning(text);
  }
}
