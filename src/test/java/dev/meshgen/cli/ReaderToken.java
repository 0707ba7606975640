package dev.meshgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshgen.model.KeyKind;
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
 * What a cluster knows about its {@code istio-reader-service-account}, made anew for each test.
 *
 * @param caPem the API server's certificate authority
 */
record ReaderToken(String token, String caPem) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A token that does not expire, as the token controller makes it. */
  static ReaderToken lasting() {
    return of("istio-reader-service-account", Optional.empty());
  }

  static ReaderToken until(Instant expires) {
    return of("istio-reader-service-account", Optional.of(expires));
  }

  static ReaderToken ofAccount(String account) {
    return of(account, Optional.empty());
  }

  static ReaderToken ofAccountIn(String namespace, String account) {
    return of(namespace, account, Optional.empty());
  }

  private static ReaderToken of(String account, Optional<Instant> expires) {
    return of("istio-system", account, expires);
  }

  private static ReaderToken of(String namespace, String account, Optional<Instant> expires) {
    String payload =
        """
        {"iss":"kubernetes/serviceaccount",%s"kubernetes.io/serviceaccount/namespace":"%s",\
        "kubernetes.io/serviceaccount/service-account.name":"%s",\
        "kubernetes.io/serviceaccount/service-account.uid":"%s",\
        "sub":"system:serviceaccount:%s:%s"}"""
            .formatted(
                expires.map(at -> "\"exp\":" + at.getEpochSecond() + ",").orElse(""),
                namespace,
                account,
                uid(),
                namespace,
                account);
    byte[] signature = new byte[256];
    RANDOM.nextBytes(signature);
    String token =
        url("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(UTF_8))
            + "."
            + url(payload.getBytes(UTF_8))
            + "."
            + url(signature);
    Clock clock = Clock.fixed(Workspace.NOW, ZoneOffset.UTC);
    RootRequest request =
        new RootRequest("kubernetes", 1, KeyKind.ECDSA_P256, Duration.ofDays(3650));
    try (CertificateAuthority authority = new CertificateIssuer(RANDOM, clock).issueRoot(request)) {
      return new ReaderToken(token, authority.certificatePem());
    }
  }

  /** What {@code kubectl get secret -o yaml} prints. */
  String secret() {
    return """
        apiVersion: v1
        data:
          ca.crt: %s
          namespace: aXN0aW8tc3lzdGVt
          token: %s
        kind: Secret
        metadata:
          annotations:
            kubernetes.io/service-account.name: istio-reader-service-account
          name: istio-reader-service-account-istio-remote-secret-token
          namespace: istio-system
        type: kubernetes.io/service-account-token
        """
        .formatted(
            Base64.getEncoder().encodeToString(caPem.getBytes(UTF_8)),
            Base64.getEncoder().encodeToString(token.getBytes(UTF_8)));
  }

  /** A kubeconfig with two contexts, each with a token of its own. */
  static String kubeconfig(ReaderToken east, ReaderToken other) {
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
        .formatted(
            Base64.getEncoder().encodeToString(east.caPem.getBytes(UTF_8)),
            Base64.getEncoder().encodeToString(other.caPem.getBytes(UTF_8)),
            east.token,
            other.token);
  }

  @Override
  public String toString() {
    return "ReaderToken[redacted]";
  }

  private static String uid() {
    byte[] seed = new byte[16];
    RANDOM.nextBytes(seed);
    return UUID.nameUUIDFromBytes(seed).toString();
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
