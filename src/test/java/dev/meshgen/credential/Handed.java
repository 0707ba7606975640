package dev.meshgen.credential;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.ApiServer;
import dev.meshgen.model.KeyKind;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.net.ClusterScope;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.RootRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tokens, certificates and the files they are handed over in, made for each run. */
final class Handed {
  static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");
  static final String READER = "system:serviceaccount:istio-system:istio-reader-service-account";
  static final ReaderToken FIRST =
      new ReaderToken(ReaderToken.Mode.SEALED, 1, Optional.empty(), ReaderToken.Rights.CHART);

  static final ClusterScope SCOPE =
      new ClusterScope(List.of("10.96.0.0/12", "fd00:96::/112"), "corp.local");
  static final String SERVER = "https://203.0.113.7:6443";

  private static final SecureRandom RANDOM = new SecureRandom();

  private Handed() {}

  /** Signed with random bytes: no one here could verify it. */
  static String jwt(String payload) {
    byte[] signature = new byte[256];
    RANDOM.nextBytes(signature);
    return url("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + url(payload.getBytes(StandardCharsets.UTF_8))
        + "."
        + url(signature);
  }

  /** As the token controller writes it into a token Secret. */
  static String readerToken() {
    return jwt(
        """
        {"iss":"kubernetes/serviceaccount","kubernetes.io/serviceaccount/namespace":"istio-system",\
        "kubernetes.io/serviceaccount/secret.name":"istio-reader",\
        "kubernetes.io/serviceaccount/service-account.name":"istio-reader-service-account",\
        "kubernetes.io/serviceaccount/service-account.uid":"%s","sub":"%s"}"""
            .formatted(uid(), READER));
  }

  /** As {@code kubectl create token} prints it. */
  static String boundToken(Instant expires) {
    return jwt(
        """
        {"aud":["https://kubernetes.default.svc"],"exp":%d,"iat":1,"iss":"https://issuer.example",\
        "jti":"%s","kubernetes.io":{"namespace":"istio-system","serviceaccount":\
        {"name":"istio-reader-service-account","uid":"%s"}},"nbf":1,"sub":"%s"}"""
            .formatted(expires.getEpochSecond(), uid(), uid(), READER));
  }

  static String uid() {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    return UUID.nameUUIDFromBytes(id).toString();
  }

  static String opaqueToken() {
    byte[] token = new byte[40];
    RANDOM.nextBytes(token);
    return url(token).replace('-', 'x').replace('_', 'y');
  }

  static CertificateAuthority authority(Instant issued) {
    CertificateIssuer issuer = new CertificateIssuer(RANDOM, Clock.fixed(issued, ZoneOffset.UTC));
    return issuer.issueRoot(
        new RootRequest("kubernetes", 1, KeyKind.ECDSA_P256, Duration.ofDays(365)));
  }

  static String caPem() {
    return authority(NOW).certificatePem();
  }

  static String privateKeyPem() {
    byte[] pem = authority(NOW).privateKeyPem().copy();
    return new String(pem, StandardCharsets.US_ASCII);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What {@code kubectl get secret -o yaml} prints. */
  static String secret(String token, String caPem) {
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
            kubernetes.io/service-account.uid: 4c0f1a3e-9d5b-4c58-8a53-0d4b4a0b3b3e
          creationTimestamp: "2026-05-04T09:00:00Z"
          labels:
            kubernetes.io/legacy-token-last-used: "2026-05-04"
          name: istio-reader-service-account-istio-remote-secret-token
          namespace: istio-system
          resourceVersion: "1234"
          uid: 0e6dd0d5-9b5c-4b1c-9a39-27a1c2dd0b2f
        type: kubernetes.io/service-account-token
        """
        .formatted(base64(caPem), base64(token));
  }

  /** What {@code kubectl get secret -o json} prints. */
  static String secretJson(String token, String caPem) {
    return """
        {
            "apiVersion": "v1",
            "data": {
                "ca.crt": "%s",
                "namespace": "aXN0aW8tc3lzdGVt",
                "token": "%s"
            },
            "kind": "Secret",
            "metadata": {
                "creationTimestamp": "2026-05-04T09:00:00Z",
                "name": "istio-reader-service-account-istio-remote-secret-token"
            },
            "type": "kubernetes.io/service-account-token"
        }
        """
        .formatted(base64(caPem), base64(token));
  }

  /** What {@code kubectl config view --raw} prints, the user's and cluster's fields as given. */
  static String kubeconfig(String cluster, String user) {
    return """
        apiVersion: v1
        clusters:
        - cluster:
        %s
          name: east
        contexts:
        - context:
            cluster: east
            namespace: default
            user: reader
          name: reader@east
        current-context: reader@east
        kind: Config
        preferences: {}
        users:
        - name: reader
          user:
        %s
        """
        .formatted(cluster.indent(4).stripTrailing(), user.indent(4).stripTrailing());
  }

  static String cluster(String caPem) {
    return "certificate-authority-data: " + base64(caPem) + "\nserver: " + SERVER;
  }

  static Optional<Credential> read(String content, Report report) {
    return CredentialReader.read("handed.yaml", bytes(content), report);
  }

  /** Reads what has to be fine. */
  static Credential read(String content) {
    Report report = new Report();
    Optional<Credential> credential = read(content, report);
    return credential.orElseThrow(() -> new AssertionError(texts(report)));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(SecretBytes secret) {
    return new String(secret.copy(), StandardCharsets.UTF_8);
  }

  /** Of a login with a token. */
  static String text(Optional<SecretBytes> token) {
    return text(token.orElseThrow());
  }

  static List<String> codes(Report report) {
    return report.diagnostics().stream().map(found -> found.code().id()).toList();
  }

  /** Everything a printer could print. */
  static String texts(Report report) {
    return report.diagnostics().stream()
        .map(Diagnostic::toString)
        .collect(Collectors.joining("\n"));
  }

  /** Whether a text holds a piece of the secret that is worth having. */
  static boolean leaks(String text, String secret) {
    int piece = Math.min(12, secret.length());
    for (int i = 0; i + piece <= text.length(); i++) {
      if (secret.contains(text.substring(i, i + piece))) {
        return true;
      }
    }
    return false;
  }

  private static String url(byte[] content) {
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    Arrays.fill(content, (byte) 0);
    return encoded;
  }

  /** What the spec says of a cluster: perhaps the address and the authority of its API server. */
  static ClusterFacts spec(
      String name, String istioNamespace, Optional<String> apiServer, Optional<String> caData) {
    return spec(
        name,
        istioNamespace,
        new ApiServer(apiServer, Optional.empty(), Optional.empty(), caData, false));
  }

  /** What the spec says of a cluster and its API server. */
  static ClusterFacts spec(String name, String istioNamespace, ApiServer apiServer) {
    return new ClusterFacts(
        name, name, CredentialUse.REMOTE, FIRST, istioNamespace, apiServer, SCOPE);
  }
}
