package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateDetails;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.IntermediateRequest;
import dev.meshgen.pki.RootRequest;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.SopsFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of cacerts only the key is encrypted; whoever changes a certificate beside it is found out. */
class ReadableCertificatesTest {
  private static final String WEST = "rendered/clusters/west/trust/cacerts.sops.yaml";
  private static final String EAST = "rendered/clusters/east/trust/cacerts.sops.yaml";
  private static final String LOCK = "rendered/clusters/west/meshgen.lock";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void render() {
    mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace();
  }

  @Test
  void showsWhatEachSaysInTheReadmeOfTheTree() throws Exception {
    String chain =
        SopsFile.read(workspace.bytes(WEST)).text("stringData", CaCerts.CERT_CHAIN).orElseThrow();
    CertificateDetails details = CertificateDetails.of(chain).get(0);

    assertThat(workspace.read("rendered/README.md"))
        .contains(
            "| west | %s | %s | `%s` | ecdsa-p256 | URI:spiffe://%s | %s |\n"
                .formatted(
                    details.subject(),
                    details.issuer(),
                    details.serial(),
                    "retail.example",
                    details.issuer()));
  }

  private Run check() {
    return workspace.run("render", "--check");
  }

  /** As whoever may commit does it: the lock has the hash of what is there. */
  private void write(String sealed, String lock, String text) {
    String old = Sha256.hex(workspace.bytes(sealed));
    workspace.write(sealed, text);
    workspace.replace(lock, old, Sha256.hex(workspace.bytes(sealed)));
  }

  private void west(String text) {
    write(WEST, LOCK, text);
  }

  private Sops sops() {
    return Sops.with(workspace, TestMesh.CLUSTERS_KEY);
  }

  /** What an older meshgen wrote: every value encrypted. */
  private void hide(String sealed, String lock) throws Exception {
    String old = Sha256.hex(workspace.bytes(sealed));
    sops().hide(sealed, mesh.clustersRecipient());
    workspace.replace(lock, old, Sha256.hex(workspace.bytes(sealed)));
  }

  private void hideAll() throws Exception {
    hide(WEST, LOCK);
    hide(EAST, LOCK.replace("west", "east"));
    // The README of such a tree says nothing of certificates that cannot be read.
    assertThat(workspace.run("render").code()).isZero();
  }

  private static String block(String file, String name) {
    String text = file.substring(file.indexOf("    " + name + ": |\n"));
    return text.substring(text.indexOf('\n') + 1, text.indexOf("-----END") + 26);
  }

  @Test
  void certificatesCanBeReadAndKeysCannot() throws Exception {
    String file = workspace.read(WEST);
    String root = workspace.read("rendered/trust/root-cert.pem");

    assertThat(file)
        .contains("    ca-key.pem: ENC[", "    encrypted_regex: ^(ca-key\\.pem|tls\\.key)$\n")
        .contains("    mac_only_encrypted: true\n")
        .doesNotContain("cert.pem: ENC[", "chain.pem: ENC[", "PRIVATE");
    assertThat(block(file, "root-cert.pem").replace("        ", ""))
        .isEqualTo(root.substring(root.indexOf(Pem.BEGIN)));
    assertThat(check().code()).isZero();
    Map<String, String> opened = sops().open(WEST);
    assertThat(opened)
        .containsOnlyKeys("ca-cert.pem", "ca-key.pem", "cert-chain.pem", "root-cert.pem");
    assertThat(opened.get("cert-chain.pem"))
        .isEqualTo(opened.get("ca-cert.pem") + opened.get("root-cert.pem"));
  }

  @ParameterizedTest
  @CsvSource({
    "ca-cert.pem, ca-cert.pem does not match its lock",
    "root-cert.pem, root-cert.pem is not the certificate of the root",
    "cert-chain.pem, cert-chain.pem is not ca-cert.pem followed by the certificate of the root",
  })
  void aCertificateOfAnotherIsFoundWithoutAKey(String name, String words) {
    String file = workspace.read(WEST);
    String other = block(workspace.read(EAST), "ca-cert.pem");
    west(file.replace(name + ": |\n" + block(file, name), name + ": |\n" + other));

    assertThat(check().code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check().err()).contains(WEST + ": error[MG1060]: " + words);
  }

  @Test
  void aRootMoreIsFoundWithoutAKey() {
    String file = workspace.read(WEST);
    String root = block(file, "root-cert.pem");
    String other = block(workspace.read(EAST), "ca-cert.pem");
    west(file.replace("root-cert.pem: |\n" + root, "root-cert.pem: |\n" + root + other));

    assertThat(check().err()).contains("error[MG1060]: root-cert.pem is not");
  }

  /** The whole of it: a CA of their own, its facts in the lock, below the name of the root. */
  @Test
  void anIntermediateThatTheRootDidNotSignIsFoundWithoutAKey() throws Exception {
    CertificateIssuer issuer =
        new CertificateIssuer(new SecureRandom(), Clock.fixed(Workspace.NOW, ZoneOffset.UTC));
    CertificateAuthority root =
        issuer.issueRoot(new RootRequest("retail", 1, KeyKind.ECDSA_P384, Duration.ofDays(3650)));
    CertificateAuthority forged =
        issuer.issueIntermediate(
            root,
            new IntermediateRequest(
                "retail", "west", 1, "retail.example", KeyKind.ECDSA_P256, Duration.ofDays(365)));
    String file = workspace.read(WEST);
    CertificateFacts own = CertificateFacts.of(block(file, "ca-cert.pem").replace("        ", ""));
    west(file.replace(block(file, "ca-cert.pem"), forged.certificatePem().indent(8)));
    assertThat(check().err()).contains("error[MG1060]: ca-cert.pem does not match");
    workspace.replace(LOCK, own.sha256(), forged.facts().sha256());
    assertThat(check().err())
        .contains("error[MG1060]: the lock does not describe the ca-cert.pem beside it");
    workspace.replace(LOCK, own.serial(), forged.facts().serial());
    workspace.replace(LOCK, own.publicKeySha256(), forged.facts().publicKeySha256());

    assertThat(check().code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check().err()).contains(WEST + ": error[MG1060]: ca-cert.pem is not signed by");
  }

  @ParameterizedTest
  @CsvSource({
    "'root-cert.pem: |', 'root-cert.pem: |-', root-cert.pem is not",
    "'    ca-cert.pem: |\n', '    ca-cert.pem: |\n        note\n', ca-cert.pem does not match",
  })
  void whatIsAroundACertificateCounts(String old, String changed, String words) {
    west(workspace.read(WEST).replace(old, changed));

    assertThat(check().err()).contains("error[MG1060]: " + words);
  }

  /**
   * Engines would refuse the MAC of such a file, or it would cover what a reader takes for granted.
   */
  @ParameterizedTest
  @ValueSource(strings = {"    mac_only_encrypted: false\n", ""})
  void whatTheMacCoversIsPartOfTheForm(String changed) {
    west(workspace.read(WEST).replace("    mac_only_encrypted: true\n", changed));

    assertThat(check().code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check().err())
        .contains(WEST + ": error[MG1025]", "sops.mac_only_encrypted is not true");
  }

  @Test
  void anotherOrderIsHowSopsMayWriteIt() {
    String file = workspace.read(WEST);
    String root = "    root-cert.pem: |\n" + block(file, "root-cert.pem");
    west(file.replace(root, "").replace("stringData:\n", "stringData:\n" + root));

    assertThat(check().code()).isZero();
  }

  @Test
  void aKeyInTheClearIsNoPublicPart() {
    String file = workspace.read(WEST);
    west(file.replaceFirst("ca-key\\.pem: ENC.*\n", "ca-key.pem: none\n"));

    assertThat(check().err())
        .contains("error[MG1025]", "\"stringData.ca-key.pem\" is not encrypted");
  }

  @Test
  void theRuleOfCacertsHidesNoOtherSecret() {
    String token = "rendered/trust/root-ca.sops.yaml";
    String rule = "    encrypted_regex: ^(data|stringData)$\n";
    assertThat(workspace.read(token)).contains(rule);
    write(
        token,
        "rendered/trust/meshgen.lock",
        workspace.read(token).replace(rule, "    encrypted_regex: ^(ca-key\\.pem|tls\\.key)$\n"));

    assertThat(check().err()).contains("error[MG1025]", "not all of data is sealed");
  }

  @Test
  void aFileInWhichAllIsEncryptedIsKeptToTheByte() throws Exception {
    hideAll();
    SortedMap<String, String> before = workspace.tree("rendered");

    assertThat(workspace.read(WEST)).doesNotContain("CERTIFICATE");
    assertThat(check().code()).isZero();
    assertThat(workspace.run("render").err()).contains("nothing to change");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void resealMakesCertificatesReadableAndChangesNothingElse() throws Exception {
    hideAll();
    Map<String, String> held = sops().open(WEST);
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.holding(TestMesh.CLUSTERS_KEY);

    Run run = workspace.run("reseal");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("resealed clusters/east/trust", "resealed clusters/west/trust", "5 changed");
    assertThat(Workspace.difference(before, workspace.tree("rendered")).keySet())
        .containsExactly(
            "README.md",
            "clusters/east/meshgen.lock",
            "clusters/east/trust/cacerts.sops.yaml",
            "clusters/west/meshgen.lock",
            "clusters/west/trust/cacerts.sops.yaml");
    assertThat(sops().open(WEST)).isEqualTo(held);
    assertThat(workspace.read(WEST)).contains(held.get("ca-cert.pem").lines().toList().get(1));
    assertThat(workspace.run("render", "--check", "--verify").code()).isZero();
    assertThat(workspace.run("reseal").err()).contains("nothing to change");
  }

  @Test
  void resealsTheNamedClustersOnly() throws Exception {
    hideAll();
    workspace.holding(TestMesh.CLUSTERS_KEY);

    assertThat(workspace.run("reseal", "--dry-run", "west").out())
        .isEqualTo(
            "1 file with readable certificates\n  rendered/clusters/west/trust/cacerts.sops.yaml\n");
    assertThat(workspace.run("reseal", "west").err()).contains("3 changed");
    assertThat(workspace.read(EAST)).doesNotContain("CERTIFICATE");
    assertThat(workspace.run("reseal", "wets").err()).contains("did you mean \"west\"?");
  }

  @Test
  void resealSaysWhichIdentityItNeeds() throws Exception {
    hideAll();

    Run run = workspace.run("reseal");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err())
        .contains(WEST + ": error[MG1006]: its certificates become readable, so it has to be");
  }

  @Test
  void resealRevealsNoCertificateThatTheLockDoesNotName() throws Exception {
    hideAll();
    String other = sops().open(EAST).get("ca-cert.pem");
    sops().hide(WEST, Map.of("ca-cert.pem", other), mesh.clustersRecipient());
    String text = workspace.read(LOCK);
    String sha256 = text.substring(text.indexOf("    sha256: \"") + 13).substring(0, 64);
    workspace.replace(LOCK, sha256, Sha256.hex(workspace.bytes(WEST)));
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.holding(TestMesh.CLUSTERS_KEY);

    assertThat(workspace.run("reseal", "west").err()).contains(WEST + ": error[MG1060]");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void aChangeOfRecipientsMovesAFileOver() throws Exception {
    hideAll();
    String recipient = workspace.identity("keys/new.agekey");
    String line = "        - " + mesh.clustersRecipient() + "\n";
    workspace.replace("mesh.yaml", line, line + "        - " + recipient + "\n");
    workspace.holding(TestMesh.CLUSTERS_KEY);

    assertThat(workspace.run("render").code()).isZero();

    assertThat(workspace.read(WEST)).contains("BEGIN CERTIFICATE", recipient);
    assertThat(check().code()).isZero();
  }

  @Test
  void aRotationMovesAFileOver() throws Exception {
    hideAll();
    workspace.holding(TestMesh.ROOT_KEY);

    assertThat(workspace.run("rotate", "west").code()).isZero();

    assertThat(workspace.read(WEST)).contains("BEGIN CERTIFICATE");
    assertThat(workspace.read(EAST)).doesNotContain("CERTIFICATE");
  }

  @Test
  void adoptComparesWhatCanBeRead() {
    String before = workspace.read(WEST);
    workspace.write(
        WEST, before.replace("    ca-cert.pem: |\n", "    ca-cert.pem: |\n        a note\n"));
    workspace.holding(TestMesh.CLUSTERS_KEY);

    assertThat(workspace.run("adopt", WEST).err()).contains("cannot be adopted: ");
    workspace.write(WEST, before);
    assertThat(workspace.run("adopt", WEST).code()).isZero();
  }

  /** No key is needed to seal one; who holds one sees whether it is that of the certificate. */
  @Test
  void anotherKeyBesideTheSameCertificatesIsFoundByWhoeverOpensIt() throws Exception {
    Map<String, String> own = sops().open(WEST);
    SecretManifest.Builder forged =
        SecretManifest.of("v1", "Secret")
            .name("cacerts")
            .namespace("istio-system")
            .type("Opaque")
            .certificate("ca-cert.pem", own.get("ca-cert.pem"))
            .stringData("ca-key.pem", SecretBytes.ofUtf8(sops().open(EAST).get("ca-key.pem")))
            .certificate("cert-chain.pem", own.get("cert-chain.pem"))
            .certificate("root-cert.pem", own.get("root-cert.pem"));
    String old = Sha256.hex(workspace.bytes(WEST));
    sops().replace(WEST, forged.build(), mesh.clustersRecipient());
    workspace.replace(LOCK, old, Sha256.hex(workspace.bytes(WEST)));

    assertThat(check().code()).isZero();
    workspace.holding(TestMesh.CLUSTERS_KEY);
    assertThat(workspace.run("render").err()).contains(WEST + ": error[MG1027]");
  }
}
