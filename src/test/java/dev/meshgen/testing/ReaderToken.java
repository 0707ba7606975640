package dev.meshgen.testing;

import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.RootRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/** The Secret of a reader's token as {@code kubectl get secret -o yaml} prints it, made up. */
public final class ReaderToken {
  private static final int SIGNATURE = 256;

  private ReaderToken() {}

  /** The Secret of one cluster, with a certificate authority and an account of its own. */
  public static String secret(
      String cluster, String account, String namespace, SecureRandom random) {
    CertificateIssuer issuer = new CertificateIssuer(random, Clock.systemUTC());
    try (CertificateAuthority authority =
        issuer.issueRoot(
            new RootRequest("api-of-" + cluster, 1, KeyKind.ECDSA_P256, Duration.ofDays(3650)))) {
      return String.join(
          "\n",
          "apiVersion: v1",
          "kind: Secret",
          "type: kubernetes.io/service-account-token",
          "metadata:",
          "  name: " + account + "-istio-remote-secret-token",
          "  namespace: " + namespace,
          "data:",
          "  ca.crt: " + base64(authority.certificatePem()),
          "  namespace: " + base64(namespace),
          "  token: " + base64(token(cluster, account, namespace, random)),
          "");
    }
  }

  /** A JWT with the claims of a token Secret; the signature is noise. */
  private static String token(
      String cluster, String account, String namespace, SecureRandom random) {
    String claim = "kubernetes.io/serviceaccount/";
    String claims =
        "{\"iss\":\"kubernetes/serviceaccount\",\""
            + (claim + "namespace\":\"" + namespace + "\",\"")
            + (claim + "secret.name\":\"" + account + "-istio-remote-secret-token\",\"")
            + (claim + "service-account.name\":\"" + account + "\",\"")
            + (claim + "service-account.uid\":\"uid-of-" + cluster + "\",")
            + ("\"sub\":\"system:serviceaccount:" + namespace + ":" + account + "\"}");
    byte[] signature = new byte[SIGNATURE];
    random.nextBytes(signature);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(
            "{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + "."
        + encoder.encodeToString(signature);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
