package dev.meshgen.cli;

import static dev.meshgen.cli.SealedSecretsMesh.CACERTS;
import static dev.meshgen.cli.SealedSecretsMesh.credential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.pki.Revocations;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sealedsecrets.SealedSecretFile;
import dev.meshgen.testing.AccountToken;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.SealedSecretsController;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is sealed for the controller of a cluster, and by whom it is opened. */
class SealedSecretsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"strict, false, false", "namespace-wide, true, false", "cluster-wide, true, true"})
  void opensInItsClusterAndScopeAlone(String scope, boolean otherName, boolean otherNamespace)
      throws Exception {
    SealedSecretsMesh mesh = SealedSecretsMesh.rendered(folder, scope);

    for (String cluster : new String[] {"east", "west"}) {
      Map<String, String> files = mesh.controller(cluster).open(mesh.cacerts(cluster));
      assertThat(ChainVerifier.problems(secret(files), Workspace.NOW)).isEmpty();
      assertThat(mesh.workspace().read("rendered/trust/root-cert.pem"))
          .contains(files.get("root-cert.pem"));
      assertThat(mesh.workspace().read(CACERTS.formatted(cluster)))
          .doesNotContain("PRIVATE KEY")
          .contains("-----BEGIN CERTIFICATE-----");
    }
    assertThatThrownBy(() -> mesh.controller("west").open(mesh.cacerts("east")))
        .isInstanceOf(GeneralSecurityException.class);
    assertThat(opens(mesh, moved(mesh.cacerts("east"), "name"))).isEqualTo(otherName);
    assertThat(opens(mesh, moved(mesh.cacerts("east"), "namespace"))).isEqualTo(otherNamespace);
  }

  private static Map<String, SecretBytes> secret(Map<String, String> files) {
    Map<String, SecretBytes> all = new LinkedHashMap<>();
    files.forEach((name, text) -> all.put(name, SecretBytes.ofUtf8(text)));
    return all;
  }

  private static JsonNode moved(JsonNode sealed, String field) {
    ((ObjectNode) sealed.path("metadata")).put(field, "other");
    return sealed;
  }

  private static boolean opens(SealedSecretsMesh mesh, JsonNode sealed) {
    try {
      return !mesh.controller("east").open(sealed).isEmpty();
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Test
  void sealsACredentialForEachThatReadsIt() throws Exception {
    SealedSecretsMesh mesh = SealedSecretsMesh.in(folder, "strict").with("north");
    mesh.succeeds("render");

    mesh.add("east");

    for (String reader : new String[] {"west", "north"}) {
      JsonNode sealed = read(mesh, credential("east", reader));
      assertThat(mesh.controller(reader).open(sealed).get("east"))
          .contains("server: https://east.example:6443", "token: ");
      assertThat(sealed.at("/spec/template/metadata/labels/istio~1multiCluster").asString())
          .isEqualTo("true");
    }
    assertThat(mesh.workspace().exists(credential("east", "east"))).isFalse();
    assertThat(mesh.workspace().read("rendered/discovery/_for_west/kustomization.yaml"))
        .contains("- east.sealed.yaml");
    assertThat(mesh.workspace().read("rendered/discovery/_for_east/kustomization.yaml"))
        .contains("resources: []");
    assertThat(mesh.succeeds("render", "--check").err()).doesNotContain(Code.READER_MISSING.id());
    mesh.succeeds("verify");
    mesh.succeeds("verify", "--deep");
  }

  private static JsonNode read(SealedSecretsMesh mesh, String file) {
    return ConsumerYaml.readOne(mesh.workspace().read(file));
  }

  @Test
  void namesWhoJoinsAfterACredentialWasSealed() {
    SealedSecretsMesh mesh = SealedSecretsMesh.rendered(folder, "strict");
    mesh.add("east");
    SortedMap<String, String> before = mesh.workspace().tree("rendered");

    Workspace.copy(folder.resolve("rendered"), folder.resolve("before"));
    Run run = mesh.with("north").succeeds("render");

    assertThat(run.err())
        .contains("warning[" + Code.READER_MISSING.id())
        .contains("the credential of \"east\" is not sealed for \"north\"");
    assertThat(mesh.workspace().tree("rendered")).containsAllEntriesOf(sealed(before));
    assertThat(mesh.add("east").err()).doesNotContain(Code.READER_MISSING.id());
    assertThat(mesh.workspace().exists(credential("east", "north"))).isTrue();
    assertThat(mesh.run("diff", "before", "rendered").out())
        .contains("a cluster is discovered", "a credential for discovery is replaced");
  }

  private static SortedMap<String, String> sealed(SortedMap<String, String> tree) {
    tree.keySet().removeIf(path -> !path.endsWith(".sealed.yaml"));
    return tree;
  }

  @Test
  void aRenewedCertificateChangesNothingAndNoCheckReadsIt() throws Exception {
    SealedSecretsMesh mesh = SealedSecretsMesh.rendered(folder, "strict");
    SortedMap<String, String> before = mesh.workspace().tree("rendered");
    SealedSecretsController renewed =
        mesh.controller("east").renewed(SealedSecretsMesh.LATER.plusSeconds(60));
    mesh.workspace().write("certificates/east.pem", renewed.certificate());

    mesh.succeeds("render");
    assertThat(mesh.workspace().tree("rendered")).isEqualTo(before);

    mesh.workspace().delete("certificates/east.pem").holdingNothing();
    mesh.succeeds("render", "--check");
    mesh.succeeds("render", "--frozen");

    mesh.workspace()
        .write("certificates/east.pem", renewed.certificate())
        .holding(TestMesh.ROOT_KEY);
    mesh.succeeds("rotate", "east");
    renewed.open(mesh.cacerts("east"));
    assertThat(mesh.workspace().read("rendered/clusters/east/meshgen.lock"))
        .contains("certificate: \"" + Sha256.hex(der(renewed.certificate())) + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "absent, it cannot be read: no such file or directory",
    "empty, it is empty",
    "text, it holds no certificate in PEM",
    "public key, 'it holds no certificate in PEM, but \"PUBLIC KEY\"'",
    "DER, 'it is in DER, not in PEM'",
    "key beside it, 'it holds a private key, which only the controller may have'",
    "EC, the key of the certificate is not RSA",
    "expired, its certificate expired on 2026-01-15T11:59:59Z",
    "1024 bits, 'its RSA key has 1024 bits, fewer than 2048'",
    "cut off, it has a PEM block without an END line",
    "not DER, ''"
  })
  void refusesACertificateThatCannotSealBeforeAnythingIsIssued(String what, String words)
      throws Exception {
    SealedSecretsMesh mesh = SealedSecretsMesh.in(folder, "strict");
    SealedSecretsController good = mesh.controller("west");
    switch (what) {
      case "absent" -> mesh.workspace().delete("certificates/west.pem");
      case "DER" -> Files.write(folder.resolve("certificates/west.pem"), der(good.certificate()));
      default -> mesh.workspace().write("certificates/west.pem", wrong(what, good));
    }

    Run run = mesh.run("render");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err())
        .contains("error[" + Code.CONTROLLER_CERTIFICATE.id())
        .containsOnlyOnce("cannot seal for \"west\" with certificates/west.pem: " + words)
        .contains("kubeseal --context west --fetch-cert")
        .doesNotContain("cannot seal for \"east\"");
    assertThat(mesh.workspace().exists("rendered")).isFalse();
  }

  private static byte[] der(String certificate) {
    return Base64.getDecoder().decode(certificate.replaceAll("-----[A-Z ]+-----|\\s", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chain", "text around", "CRLF"})
  void takesTheFirstCertificateHoweverItIsWritten(String what) throws Exception {
    SealedSecretsMesh mesh = SealedSecretsMesh.in(folder, "strict");
    SealedSecretsController controller = mesh.controller("west");
    String certificate = controller.certificate();
    String other = SealedSecretsController.until(SealedSecretsMesh.LATER).certificate();
    mesh.workspace()
        .write(
            "certificates/west.pem",
            switch (what) {
              case "chain" -> certificate + other;
              case "CRLF" -> certificate.replace("\n", "\r\n");
              default -> "of west\n" + certificate + "its end\n";
            })
        .holding(TestMesh.ROOT_KEY);

    mesh.succeeds("render");

    controller.open(mesh.cacerts("west"));
  }

  private static String wrong(String what, SealedSecretsController good) {
    return switch (what) {
      case "empty" -> "";
      case "text" -> "no certificate\n";
      case "public key" -> Pem.encode("PUBLIC KEY", new byte[] {0x30, 0});
      case "key beside it" -> good.certificate() + good.key();
      case "EC" -> SealedSecretsController.of("EC", 256, SealedSecretsMesh.LATER).certificate();
      case "expired" -> good.renewed(Workspace.NOW.minus(Duration.ofSeconds(1))).certificate();
      case "1024 bits" ->
          SealedSecretsController.of("RSA", 1024, SealedSecretsMesh.LATER).certificate();
      case "cut off" -> good.certificate().substring(0, 200);
      default -> "-----BEGIN CERTIFICATE-----\nMAAw\n-----END CERTIFICATE-----\n";
    };
  }

  @Test
  void takesANewRootWithoutOpeningAnything() throws Exception {
    SealedSecretsMesh mesh = SealedSecretsMesh.rendered(folder, "strict");
    String key = mesh.cacerts("east").at("/spec/encryptedData/ca-key.pem").asString();

    Workspace.copy(folder.resolve("rendered"), folder.resolve("before"));
    mesh.succeeds("trust", "rotate", "root", "distribute", "--trust-recipients");

    assertThat(mesh.run("diff", "before", "rendered").out())
        .contains("a root is added to cacerts")
        .doesNotContain("a new intermediate");
    Map<String, String> files = mesh.controller("east").open(mesh.cacerts("east"));
    assertThat(files.get("root-cert.pem").split("-----BEGIN CERTIFICATE-----")).hasSize(3);
    assertThat(mesh.cacerts("east").at("/spec/encryptedData/ca-key.pem").asString()).isEqualTo(key);
    mesh.succeeds("render", "--check");
  }

  @Test
  void movesTheKeyOfARequestIntoCacertsAsItIsSealed() throws Exception {
    SealedSecretsMesh mesh = SealedSecretsMesh.in(folder, "strict");
    CsrMesh requests = CsrMesh.of(mesh.mesh());
    requests.succeeds("trust", "csr");
    String pending = "rendered/clusters/east/request/cacerts.sealed.yaml";
    String key = read(mesh, pending).at("/spec/encryptedData/ca-key.pem").asString();
    mesh.workspace().delete("certificates/east.pem").delete("certificates/west.pem");

    ForeignCa root = CsrMesh.root();
    mesh.workspace()
        .write("answers.pem", requests.answer("east").issuedBy(root).pem() + root.pem());
    mesh.succeeds("trust", "import", "answers.pem");

    assertThat(mesh.workspace().exists(pending)).isFalse();
    assertThat(mesh.cacerts("east").at("/spec/encryptedData/ca-key.pem").asString()).isEqualTo(key);
    Map<String, String> files = mesh.controller("east").open(mesh.cacerts("east"));
    assertThat(ChainVerifier.problems(secret(files), Workspace.NOW)).isEmpty();
    mesh.succeeds("render", "--check");
  }

  @Test
  void anotherScopeTakesAnotherKeyAndTheTokenOnceMore() throws Exception {
    SealedSecretsMesh mesh = SealedSecretsMesh.rendered(folder, "strict");
    mesh.workspace().replace("mesh.yaml", "scope: strict", "scope: namespace-wide");
    mesh.succeeds("render");
    assertThat(mesh.controller("east").open(mesh.cacerts("east"))).containsKey("ca-key.pem");
    assertThat(mesh.workspace().read("rendered/clusters/east/meshgen.lock"))
        .contains("generation: 2", "scope: \"namespace-wide\"");

    mesh.add("east");
    mesh.workspace().replace("mesh.yaml", "scope: namespace-wide", "scope: cluster-wide");
    Run run = mesh.run("render");

    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("error[" + Code.CREDENTIAL_STALE.id(), "credential add east");
  }

  @Test
  void refusesWhatARenderWouldNotSeal() {
    SealedSecretsMesh mesh = SealedSecretsMesh.rendered(folder, "strict");
    String file = CACERTS.formatted("east");
    String good = mesh.workspace().read(file);
    String value = mesh.cacerts("east").at("/spec/encryptedData/ca-key.pem").asString();
    Map<String, Code> forgeries = new LinkedHashMap<>();
    forgeries.put(good + "# more\n", Code.SEALED_CHANGED);
    forgeries.put(relock(mesh, good.replace(value, "AgBzZWNyZXQ=")), Code.SEALED_FORM);
    forgeries.put(
        relock(
            mesh, good.replace("    ca-key.pem:", "    more: \"" + value + "\"\n    ca-key.pem:")),
        Code.SEALED_FORM);
    forgeries.put(
        relock(
            mesh, good.replace("root-cert.pem: |", "root-cert.pem: \"{{ . }}\"\n      other: |")),
        Code.SEALED_FORM);
    forgeries.forEach(
        (text, code) -> {
          String lock = mesh.workspace().read("rendered/clusters/east/meshgen.lock");
          mesh.workspace().write(file, text);
          mesh.workspace().write("rendered/clusters/east/meshgen.lock", locked(lock, text, code));
          Run run = mesh.run("render", "--check");
          assertThat(run.code()).isNotZero();
          assertThat(run.err()).contains("[" + code.id() + "]");
          mesh.workspace().write("rendered/clusters/east/meshgen.lock", lock);
        });
  }

  private static String relock(SealedSecretsMesh mesh, String text) {
    assertThat(text).isNotEqualTo(mesh.workspace().read(CACERTS.formatted("east")));
    return text;
  }

  /** With the hash of what somebody put there. */
  private static String locked(String lock, String text, Code code) {
    return code == Code.SEALED_CHANGED
        ? lock
        : lock.replaceFirst(
            "sha256: \"[0-9a-f]+\"",
            "sha256: \"" + Sha256.hex(text.getBytes(StandardCharsets.UTF_8)) + "\"");
  }

  /** Its list was signed as the key was sealed, and is in the tree. */
  @Test
  void revokesWithoutAKeyThatNoOneHas() throws SealException, PkiException {
    SealedSecretsMesh mesh = SealedSecretsMesh.rendered(folder, "strict");
    String west = mesh.workspace().read(CACERTS.formatted("west"));

    mesh.succeeds("trust", "revoke", "east");

    byte[] file = mesh.workspace().bytes(CACERTS.formatted("west"));
    Map<String, String> files = SealedSecretFile.read(file).readable();
    Revocations lists = new Revocations();
    lists.add(RevocationList.read(files.get("ca-crl.pem")));
    assertThat(
            lists.missing(files.get("cert-chain.pem") + files.get("root-cert.pem"), Workspace.NOW))
        .isEmpty();
    assertThat(SealedSecretFile.read(west.getBytes(StandardCharsets.UTF_8)).readable())
        .doesNotContainKey("ca-crl.pem");
    assertThat(mesh.run("render", "--check").code()).isZero();
  }

  @Test
  void saysWhatNeedsAKeyThatNoOneHas() {
    SealedSecretsMesh mesh = SealedSecretsMesh.rendered(folder, "strict");

    assertThat(mesh.run("adopt", CACERTS.formatted("east")).err())
        .contains("error[" + Code.CONTROLLER_ADOPTED.id());
    SortedMap<String, String> before = mesh.workspace().tree("rendered");
    mesh.succeeds("reseal");
    assertThat(mesh.workspace().tree("rendered")).isEqualTo(before);
  }

  @Test
  void sealsForThoseInSightAlone() {
    SealedSecretsMesh mesh = SealedSecretsMesh.in(folder, "strict").with("north").with("south");
    mesh.workspace()
        .replace(
            "mesh.yaml",
            "  delivery:\n",
            "  discovery: {mode: groups, groups: [{name: a, match: {a: in}}, {name: b, match:"
                + " {b: in}}]}\n  delivery:\n");
    Map<String, String> labels =
        Map.of("east", "a: in", "west", "a: in, b: in", "north", "b: in", "south", "c: in");
    labels.forEach(
        (cluster, text) ->
            mesh.workspace()
                .replace(
                    "mesh.yaml",
                    "  name: " + cluster + "\n",
                    "  name: " + cluster + "\n  labels: {" + text + "}\n"));
    mesh.succeeds("render");

    mesh.add("east");
    mesh.add("west");

    assertThat(mesh.workspace().tree("rendered/discovery").keySet())
        .filteredOn(path -> path.endsWith(".sealed.yaml"))
        .containsExactly(
            "_for_east/west.sealed.yaml",
            "_for_north/west.sealed.yaml",
            "_for_west/east.sealed.yaml");
    mesh.succeeds("credential", "remove", "west");
    assertThat(mesh.workspace().tree("rendered/discovery").keySet())
        .filteredOn(path -> path.endsWith(".sealed.yaml"))
        .containsExactly("_for_west/east.sealed.yaml");
    mesh.succeeds("render", "--check");
  }

  @Test
  void warnsOfRecipientsThatNothingIsSealedFor() {
    SealedSecretsMesh mesh = SealedSecretsMesh.in(folder, "strict");
    mesh.workspace()
        .replace(
            "mesh.yaml",
            "{sealedSecrets: {certificate: certificates/west.pem}}",
            "{sealedSecrets: {certificate: certificates/west.pem}, sops: {age: ["
                + mesh.mesh().clustersRecipient()
                + "]}}");

    Run run = mesh.succeeds("render");

    assertThat(run.err())
        .containsOnlyOnce("warning[" + Code.RECIPIENTS_IGNORED.id())
        .contains("nothing is sealed for these recipients, as the mesh has secrets.sealedSecrets");
    assertThat(mesh.workspace().tree("rendered").keySet())
        .noneMatch(path -> path.startsWith("clusters/") && path.endsWith(".sops.yaml"));
  }

  @Test
  void doesNotLoseACredentialThatSopsHasSealed() {
    TestMesh sops = TestMesh.in(folder.resolve("sops"));
    sops.workspace().holding(TestMesh.ROOT_KEY);
    sops.render();
    SealedSecretsMesh mesh = SealedSecretsMesh.in(folder.resolve("sealed"), "strict");
    Workspace workspace = mesh.workspace();
    assertThat(
            sops.workspace()
                .runWith(
                    AccountToken.ofAccount(AccountToken.OWN_ACCOUNT).secret(),
                    "credential",
                    "add",
                    "east",
                    "--from-file",
                    "-")
                .code())
        .isZero();
    Workspace.copy(folder.resolve("sops/rendered"), folder.resolve("sealed/rendered"));
    workspace.write("keys/root.agekey", sops.workspace().read("keys/root.agekey"));
    workspace.replace("mesh.yaml", mesh.mesh().rootRecipient(), sops.rootRecipient());

    assertThat(mesh.run("render").err()).contains("error[" + Code.SEALED_BEFORE.id());

    mesh.add("east");
    assertThat(workspace.exists(credential("east", "west"))).isTrue();
    assertThat(workspace.exists("rendered/discovery/east.sops.yaml")).isFalse();
    mesh.succeeds("render");
  }

  /** As the spec of another mesh says it; its controllers are these. */
  private static void travelOtherwise(Workspace workspace, String recipient, SealedSecretsMesh to) {
    workspace.replace(
        "mesh.yaml",
        "    sops:\n      age:\n        - " + recipient + "\n",
        "    sealedSecrets: {}\n    sops:\n");
    for (String cluster : List.of("east", "west")) {
      String file = "certificates/" + cluster + ".pem";
      workspace.write(file, to.controller(cluster).certificate());
      workspace.replace(
          "mesh.yaml",
          "https://" + cluster + ".example:6443\n",
          "https://"
              + cluster
              + ".example:6443\n  secrets: {sealedSecrets: {certificate: "
              + file
              + "}}\n");
    }
  }

  private static void refusesToLose(Workspace workspace, String path, String... command) {
    SortedMap<String, String> before = workspace.tree("rendered");
    Workspace.Run run = workspace.run(command);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains(path + ": error[" + Code.SEALED_BEFORE.id())
        .doesNotContain("would be gone");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void doesNotLoseAKeyThatSomebodyElseHasCertified() {
    SealedSecretsMesh sealed = SealedSecretsMesh.in(folder.resolve("sealed"), "strict");
    CsrMesh csr = CsrMesh.answered(folder.resolve("csr"), CsrMesh.root());
    Workspace workspace = csr.workspace();
    travelOtherwise(workspace, csr.mesh().clustersRecipient(), sealed);

    refusesToLose(workspace, "rendered/clusters/east/trust/cacerts.sops.yaml", "render");
    refusesToLose(
        workspace, "rendered/clusters/west/trust/cacerts.sops.yaml", "trust", "csr", "east");
  }

  @Test
  void doesNotLoseAKeyThatWaitsForItsCertificate() {
    SealedSecretsMesh sealed = SealedSecretsMesh.in(folder.resolve("sealed"), "strict");
    CsrMesh csr = CsrMesh.requested(folder.resolve("csr"));
    Workspace workspace = csr.workspace();
    travelOtherwise(workspace, csr.mesh().clustersRecipient(), sealed);

    refusesToLose(workspace, "rendered/clusters/east/request/cacerts.sops.yaml", "render");

    csr.succeeds("trust", "csr", "east", "west", "--withdraw");
    csr.succeeds("render");
  }

  @Test
  void doesNotLoseWhatAnImportIsNotAbout() {
    SealedSecretsMesh sealed = SealedSecretsMesh.in(folder.resolve("sealed"), "strict");
    ImportedMesh files = ImportedMesh.below(folder.resolve("files"), ImportedMesh.root());
    Workspace workspace = files.workspace();
    travelOtherwise(workspace, files.mesh().clustersRecipient(), sealed);

    refusesToLose(
        workspace,
        "rendered/clusters/west/trust/cacerts.sops.yaml",
        "trust",
        "import",
        "east",
        "--cacerts",
        "certs/east");

    files.imports("--cacerts", "certs");
    assertThat(workspace.exists("rendered/clusters/west/trust/cacerts.sealed.yaml")).isTrue();
  }
}
