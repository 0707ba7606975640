package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.TestVault;
import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.seal.sops.SopsDouble;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.SealedSecretsController;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * In every {@code cacerts} that a tree holds, whoever signs and whatever seals, the key alone is
 * encrypted, and a reviewer reads the certificates. Keys that are kept in Vault are in no file.
 */
class SealedCacertsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final ForeignCa ROOT =
      ForeignCa.of("CN=Company Root", ForeignCa.ec("secp256r1"), NOW).signingLists().selfSigned();
  private static final List<String> PUBLIC =
      List.of("ca-cert.pem", "cert-chain.pem", "root-cert.pem");
  private static final String KEY = "ca-key.pem";

  @TempDir Path folder;

  static Stream<Arguments> all() {
    return Stream.of("generated", "files", "csr", "vault")
        .flatMap(
            authority ->
                Stream.of("age", "keyGroups", "pgp", "kms", "gcpKms", "sealedSecrets")
                    .map(kind -> Arguments.of(authority, kind)));
  }

  private Workspace workspace(String authority, String kind) throws Exception {
    Workspace workspace = new Workspace(folder).at(NOW);
    String recipient = workspace.identity("keys/cluster.agekey");
    String second = workspace.identity("keys/second.agekey");
    String root = workspace.identity("keys/root.agekey");
    String sealed =
        switch (kind) {
          case "age" -> "age: [" + recipient + "], ";
          case "keyGroups" -> "keyGroups: [{age: [" + recipient + "]}, {age: [" + second + "]}], ";
          case "pgp" ->
              "pgpKeys: [keys/eks-1.asc], pgp: [7710CE339600FB61EDC57071F8EAF953EFE252CD], ";
          case "kms" ->
              "kms: [{arn: \"arn:aws:kms:eu-central-1:111122223333:key/"
                  + "1234abcd-12ab-34cd-56ef-1234567890ab\"}], ";
          case "gcpKms" ->
              "gcpKms: [projects/p/locations/europe-west3/keyRings/mesh/cryptoKeys/clusters], ";
          default -> "";
        };
    String controller = "";
    if (kind.equals("sealedSecrets")) {
      workspace.write(
          "east.pem", SealedSecretsController.until(NOW.plus(Duration.ofDays(700))).certificate());
      controller = "\n  secrets: {sealedSecrets: {certificate: east.pem}}";
    }
    Files.copy(Path.of("examples/pgp/keys/eks-1.asc"), folder.resolve("keys/eks-1.asc"));
    workspace.with("PATH", SopsDouble.in(folder.resolve("bin"), NOW));
    workspace.write(
        "mesh.yaml",
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: retail}
        spec:
          trustDomain: retail.example
          istio: {version: "1.30.5"}
          trust: {authority: %s, intermediate: {validity: 365d}}
          secrets: {%ssops: {%sroot: {age: [%s]}}}
          delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          platform: eks
          network: net-east
          kubernetes: {apiServer: "https://east.example:6443"}%s
        """
            .formatted(
                authority,
                kind.equals("sealedSecrets") ? "sealedSecrets: {scope: strict}, " : "",
                sealed,
                root,
                controller));
    return workspace;
  }

  private static void succeeds(Workspace workspace, String... words) {
    Run run = workspace.run(words);
    assertThat(run.code()).as(run.err()).isZero();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void onlyTheKeyIsEncrypted(String authority, String kind) throws Exception {
    switch (authority) {
      case "files" -> {
        Workspace workspace = workspace("{files: {}}", kind);
        ForeignCa signer =
            ForeignCa.of("CN=east", ForeignCa.ec("secp256r1"), NOW).pathLength(0).issuedBy(ROOT);
        ImportedMesh.cacerts(signer, ROOT)
            .forEach((name, text) -> workspace.write("certs/" + name, text));
        succeeds(workspace, "trust", "import", "east", "--cacerts=certs");
        hasOnlyTheKeyEncrypted(workspace, "trust", PUBLIC);
      }
      case "csr" -> {
        Workspace workspace = workspace("{csr: {}}", kind);
        succeeds(workspace, "trust", "csr");
        hasOnlyTheKeyEncrypted(workspace, "request", List.of());
        String answer =
            ForeignCa.answering(workspace.read(CsrMesh.REQUEST.formatted("east")), NOW)
                .pathLength(0)
                .named("spiffe://retail.example")
                .valid(NOW.minus(Duration.ofMinutes(5)), NOW.plus(Duration.ofDays(365)))
                .issuedBy(ROOT)
                .pem();
        workspace.write("east-signed.pem", answer + ROOT.pem());
        succeeds(workspace, "trust", "import", "east-signed.pem");
        hasOnlyTheKeyEncrypted(workspace, "trust", PUBLIC);
      }
      case "vault" -> {
        try (TestVault vault = TestVault.at(() -> NOW)) {
          vault.admin().rootMount("pki", "Company Root");
          Workspace workspace =
              workspace("{vault: {address: \"" + vault.admin().address() + "\"}}", kind);
          workspace.with("VAULT_TOKEN", vault.token());
          succeeds(workspace, "render");
          hasOnlyTheKeyEncrypted(workspace, "trust", PUBLIC);
        }
      }
      default -> {
        Workspace workspace = workspace("{generated: {}}", kind);
        succeeds(workspace, "render");
        hasOnlyTheKeyEncrypted(workspace, "trust", PUBLIC);
      }
    }
  }

  private static void hasOnlyTheKeyEncrypted(
      Workspace workspace, String layer, List<String> readable) {
    String below = "rendered/clusters/east/" + layer + "/cacerts";
    boolean sops = workspace.exists(below + ".sops.yaml");
    String text = workspace.read(below + (sops ? ".sops.yaml" : ".sealed.yaml"));
    JsonNode file = ConsumerYaml.readOne(text);
    JsonNode certificates =
        sops ? file.path("stringData") : file.path("spec").path("template").path("data");
    for (String name : readable) {
      assertThat(certificates.path(name).asString())
          .as(name)
          .startsWith("-----BEGIN CERTIFICATE-----\n");
    }
    assertThat(text).doesNotContain("PRIVATE KEY");
    if (sops) {
      assertThat(encrypted(file.path("stringData"))).containsExactly(KEY);
      assertThat(names(file)).noneMatch(name -> name.equals("data"));
      JsonNode metadata = file.path("sops");
      assertThat(metadata.path("mac_only_encrypted").asBoolean()).isTrue();
      assertThat(KEY).matches(".*" + metadata.path("encrypted_regex").asString() + ".*");
      if (metadata.has("kms") || metadata.has("gcp_kms")) {
        // Its MAC is verified, and the key is there.
        assertThat(SopsDouble.open(text.getBytes(StandardCharsets.UTF_8)))
            .contains("PRIVATE KEY-----");
      }
      assertThat(PUBLIC)
          .noneMatch(name -> name.matches(".*" + metadata.path("encrypted_regex").asString()));
    } else {
      assertThat(names(file.path("spec").path("encryptedData"))).containsExactly(KEY);
      assertThat(names(certificates)).containsExactlyInAnyOrderElementsOf(readable);
    }
  }

  private static List<String> names(JsonNode node) {
    return new ArrayList<>(new TreeSet<>(node.propertyNames()));
  }

  private static List<String> encrypted(JsonNode values) {
    return names(values).stream()
        .filter(name -> values.path(name).asString().startsWith("ENC["))
        .toList();
  }
}
