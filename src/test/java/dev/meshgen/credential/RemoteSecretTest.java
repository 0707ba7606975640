package dev.meshgen.credential;

import static dev.meshgen.credential.Handed.NOW;
import static dev.meshgen.credential.Handed.SERVER;
import static dev.meshgen.credential.Handed.base64;
import static dev.meshgen.credential.Handed.codes;
import static dev.meshgen.credential.Handed.kubeconfig;
import static dev.meshgen.credential.Handed.leaks;
import static dev.meshgen.credential.Handed.read;
import static dev.meshgen.credential.Handed.text;
import static dev.meshgen.credential.Handed.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.seal.SecretManifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class RemoteSecretTest {
  private final String token = Handed.readerToken();
  private final String caPem = Handed.caPem();
  private final Report report = new Report();

  private AcceptedCredential accepted(String extra) {
    Credential credential = read(kubeconfig(Handed.cluster(caPem) + extra, "token: " + token));
    return accepted(credential, Optional.empty());
  }

  private AcceptedCredential accepted(Credential credential, Optional<String> apiServer) {
    ClusterFacts cluster = Handed.spec("east", "istio-system", apiServer, Optional.empty());
    return CheckCredential.check(credential, cluster, CheckOptions.refiling(NOW), report)
        .orElseThrow(() -> new AssertionError(texts(report)));
  }

  private static ClusterFacts spec(String name) {
    return Handed.spec(name, "istio-system", Optional.empty(), Optional.empty());
  }

  @Test
  void writesWhatIstioctlWrites() {
    SecretManifest manifest = RemoteSecret.of(spec("east"), accepted(""));
    assertThat(manifest.text("apiVersion")).contains("v1");
    assertThat(manifest.text("kind")).contains("Secret");
    assertThat(manifest.text("metadata", "name")).contains("istio-remote-secret-east");
    assertThat(manifest.text("metadata", "namespace")).contains("istio-system");
    assertThat(manifest.text("metadata", "labels", "istio/multiCluster")).contains("true");
    assertThat(manifest.text("metadata", "annotations", "networking.istio.io/cluster"))
        .contains("east");
    assertThat(manifest.values()).containsOnlyKeys("east");
    assertThat(text(manifest.values().get("east")))
        .isEqualTo(
            """
            apiVersion: v1
            clusters:
            - cluster:
                certificate-authority-data: "%s"
                server: https://203.0.113.7:6443
              name: east
            contexts:
            - context:
                cluster: east
                user: east
              name: east
            current-context: east
            kind: Config
            users:
            - name: east
              user:
                token: "%s"
            """
                .formatted(base64(caPem), token));
  }

  @Test
  void keepsTheProxyAndTheServersName() {
    SecretManifest manifest =
        RemoteSecret.of(
            spec("east"),
            accepted("\nproxy-url: http://u:p%40@[2001:db8::2]:3128\ntls-server-name: api.east"));
    assertThat(text(manifest.values().get("east")))
        .contains(
            """
                proxy-url: "http://u:p%40@[2001:db8::2]:3128"
                server: https://203.0.113.7:6443
                tls-server-name: api.east
              name: east
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"on", "1e3", "0x1f", "null", "y", "007", "2026-05-04", "12-34", "data", "sops"})
  void quotesNamesThatAreNoStringsToSomeReaders(String name) {
    SecretManifest manifest = RemoteSecret.of(spec(name), accepted(""));
    Map<String, Object> config = new Yaml().load(text(manifest.values().get(name)));
    assertThat(config.get("current-context")).isEqualTo(name);
    assertThat(config.get("users"))
        .isEqualTo(List.of(Map.of("name", name, "user", Map.of("token", token))));
    assertThat(RemoteSecret.read(manifest, spec(name), "discovery/x.sops.yaml", report))
        .isPresent();
  }

  @Test
  void readsBackWhatItWrote() {
    AcceptedCredential first =
        accepted("\nproxy-url: socks5://proxy.example:1080\ntls-server-name: api.east");
    SecretManifest manifest = RemoteSecret.of(spec("east"), first);
    Credential back =
        RemoteSecret.read(manifest, spec("east"), "discovery/east.sops.yaml", report).orElseThrow();
    AcceptedCredential second = accepted(back, Optional.empty());
    assertThat(second.facts()).isEqualTo(first.facts());
    assertThat(text(RemoteSecret.of(spec("east"), second).values().get("east")))
        .isEqualTo(text(manifest.values().get("east")));
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void writesItAgainForAnotherAddress() {
    SecretManifest manifest = RemoteSecret.of(spec("east"), accepted(""));
    Credential back = RemoteSecret.read(manifest, spec("east"), "f", report).orElseThrow();
    AcceptedCredential moved = accepted(back, Optional.of("https://new.example"));
    assertThat(text(RemoteSecret.of(spec("east"), moved).values().get("east")))
        .isEqualTo(text(manifest.values().get("east")).replace(SERVER, "https://new.example"));
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void outlivesTheCredentialItWasMadeOf() {
    AcceptedCredential credential = accepted("");
    SecretManifest manifest = RemoteSecret.of(spec("east"), credential);
    credential.close();
    assertThat(text(manifest.values().get("east"))).contains(token);
  }

  @Test
  void refusesTheSecretOfAnotherCluster() {
    SecretManifest manifest = RemoteSecret.of(spec("west"), accepted(""));
    assertThat(RemoteSecret.read(manifest, spec("east"), "f", report)).isEmpty();
    assertThat(codes(report)).containsExactly("MG1102");
  }

  @Test
  void refusesASecretThatSomebodyEdited() {
    SecretManifest manifest =
        SecretManifest.of("v1", "Secret")
            .stringData(
                "east", SecretBytes.ofUtf8(kubeconfig("server: x", "exec: {}\ntoken: " + token)))
            .build();
    assertThat(RemoteSecret.read(manifest, spec("east"), "f", report)).isEmpty();
    assertThat(codes(report)).containsExactly("MG1105");
    assertThat(leaks(texts(report) + manifest, token)).isFalse();
  }

  @Test
  void commitsOnlyToSignedTokens() {
    RemoteFacts first = accepted("").facts();
    assertThat(first.fingerprint()).isEqualTo(accepted("").facts().fingerprint());
    assertThat(first.fingerprint().orElseThrow()).isEqualTo(sha256(token));
  }

  private static String sha256(String text) {
    return Sha256.hex(Handed.bytes(text));
  }
}
