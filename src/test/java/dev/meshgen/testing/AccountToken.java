package dev.meshgen.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshgen.delivery.Engines;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.KeyKind;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.RootRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What a cluster knows about an account, made for each test: that of its reader, or of an istiod
 * elsewhere that it configures.
 *
 * @param caPem the API server's certificate authority
 */
public record AccountToken(String account, String namespace, String token, String caPem) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
  private static final String NAMESPACE = "istio-system";

  /** What the charts name it. */
  public static final String ACCOUNT = "istio-reader-service-account";

  /** What a tree names its own. */
  public static final String OWN_ACCOUNT = "meshgen-reader";

  /** Whose token a cluster is read with: Argo CD does not prune that of the charts. */
  public static String account(Mesh mesh, Cluster cluster) {
    return Engines.of(mesh).prunesTokens(cluster) ? ACCOUNT : OWN_ACCOUNT;
  }

  /** A token that does not expire, as the token controller makes it. */
  public static AccountToken lasting() {
    return of(NAMESPACE, ACCOUNT, Optional.empty(), RANDOM, CLOCK);
  }

  public static AccountToken until(Instant expires) {
    return of(NAMESPACE, ACCOUNT, Optional.of(expires), RANDOM, CLOCK);
  }

  public static AccountToken ofAccount(String account) {
    return of(NAMESPACE, account, Optional.empty(), RANDOM, CLOCK);
  }

  /** The same of another namespace. */
  public static AccountToken ofAccountIn(String namespace, String account) {
    return of(namespace, account, Optional.empty(), RANDOM, CLOCK);
  }

  /** One that lasts. */
  public static AccountToken of(
      String account, String namespace, SecureRandom random, Clock clock) {
    return of(namespace, account, Optional.empty(), random, clock);
  }

  private static AccountToken of(
      String namespace,
      String account,
      Optional<Instant> expires,
      SecureRandom random,
      Clock clock) {
    RootRequest request =
        new RootRequest("kubernetes", 1, KeyKind.ECDSA_P256, Duration.ofDays(3650));
    try (CertificateAuthority authority = new CertificateIssuer(random, clock).issueRoot(request)) {
      return new AccountToken(
          account, namespace, jwt(namespace, account, expires, random), authority.certificatePem());
    }
  }

  /** With the claims of a token Secret; the signature is noise. */
  private static String jwt(
      String namespace, String account, Optional<Instant> expires, SecureRandom random) {
    String payload =
        """
        {"iss":"kubernetes/serviceaccount",%1$s"kubernetes.io/serviceaccount/namespace":"%2$s",\
        "kubernetes.io/serviceaccount/service-account.name":"%3$s",\
        "kubernetes.io/serviceaccount/service-account.uid":"%4$s",\
        "sub":"system:serviceaccount:%2$s:%3$s"}"""
            .formatted(
                expires.map(at -> "\"exp\":" + at.getEpochSecond() + ",").orElse(""),
                namespace,
                account,
                UUID.nameUUIDFromBytes(bytes(16, random)));
    return url("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(UTF_8))
        + "."
        + url(payload.getBytes(UTF_8))
        + "."
        + url(bytes(256, random));
  }

  /** What {@code kubectl get secret -o yaml} prints. */
  public String secret() {
    return """
        apiVersion: v1
        data:
          ca.crt: %1$s
          namespace: %2$s
          token: %3$s
        kind: Secret
        metadata:
          annotations:
            kubernetes.io/service-account.name: %4$s
          name: %4$s-istio-remote-secret-token
          namespace: %5$s
        type: kubernetes.io/service-account-token
        """
        .formatted(base64(caPem), base64(namespace), base64(token), account, namespace);
  }

  /** A kubeconfig with two contexts, each with its own token. */
  public static String kubeconfig(AccountToken east, AccountToken other) {
    return """
        apiVersion: v1
        kind: Config
        current-context: other
        clusters:
          - name: east
            cluster: {server: "https://east.example:6443", certificate-authority-data: %s}
          - name: other
            cluster: {server: "https://other.example:6443", certificate-authority-data: %s}
        users:
          - {name: east, user: {token: %s}}
          - {name: other, user: {token: %s}}
        contexts:
          - {name: east, context: {cluster: east, user: east}}
          - {name: other, context: {cluster: other, user: other}}
        """
        .formatted(base64(east.caPem), base64(other.caPem), east.token, other.token);
  }

  @Override
  public String toString() {
    return "ReaderToken[redacted]";
  }

  private static byte[] bytes(int size, SecureRandom random) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
