package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.IntermediateRequest;
import dev.meshgen.pki.RootRequest;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Seal;
import dev.meshgen.seal.sops.Sealing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who may commit, and holds no key, puts a CA of their own into a cluster's cacerts. */
class ForgeryTest {
  private static final String SEALED = "rendered/clusters/west/trust/cacerts.sops.yaml";
  private static final String README = "rendered/README.md";
  private static final String LOCK = "rendered/clusters/west/meshgen.lock";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void render() {
    mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace();
  }

  /** A Secret as that of a cluster, with a CA that no root of the mesh signed. */
  private SecretManifest.Builder forged() throws Exception {
    Clock clock = Clock.fixed(Workspace.NOW, ZoneOffset.UTC);
    CertificateIssuer issuer = new CertificateIssuer(new SecureRandom(), clock);
    SecretManifest.Builder secret =
        SecretManifest.of("v1", "Secret").name("cacerts").namespace("istio-system").type("Opaque");
    CertificateAuthority root = root(issuer);
    CertificateAuthority own =
        issuer.issueIntermediate(
            root,
            new IntermediateRequest(
                "retail", "west", 1, "retail.example", KeyKind.ECDSA_P256, Duration.ofDays(365)));
    for (Map.Entry<String, SecretBytes> file :
        CaCerts.of(own, root.certificatePem()).files().entrySet()) {
      secret.stringData(file.getKey(), file.getValue());
    }
    return secret;
  }

  /** One as long as the mesh's own, which varies with the signature. */
  private CertificateAuthority root(CertificateIssuer issuer) {
    String own = workspace.read("rendered/trust/root-cert.pem");
    int length = own.substring(own.indexOf("-----BEGIN")).length();
    while (true) {
      CertificateAuthority root =
          issuer.issueRoot(new RootRequest("retail", 1, KeyKind.ECDSA_P384, Duration.ofDays(3650)));
      if (root.certificatePem().length() == length) {
        return root;
      }
      root.close();
    }
  }

  @Test
  void aRootOfAnotherLengthShowsWithoutAKey() throws Exception {
    String pem = "root-cert.pem";
    commit(forged().stringData(pem, SecretBytes.ofUtf8("x".repeat(500))).build());
    assertThat(check().err()).contains("error[MG1025]", "not as long as trust/root-cert.pem");

    String own = workspace.read("rendered/trust/" + pem);
    commit(
        forged()
            .stringData(pem, SecretBytes.ofUtf8(own.substring(own.indexOf("-----BEGIN"))))
            .stringData("cert-chain.pem", SecretBytes.ofUtf8("x"))
            .build());
    assertThat(check().err())
        .contains("error[MG1025]", "cert-chain.pem is not as long as ca-cert.pem");
  }

  private void commit(SecretManifest manifest, String... more) {
    List<Recipient> recipients = List.of(Recipient.parse(mesh.clustersRecipient()));
    String header = workspace.read(SEALED).lines().findFirst().orElseThrow();
    byte[] bytes =
        Seal.seal(manifest, recipients, new Sealing(Workspace.NOW, new SecureRandom()), header);
    write(new String(bytes, StandardCharsets.UTF_8) + String.join("", more));
  }

  private void write(String sealed) {
    String old = Sha256.hex(workspace.bytes(SEALED));
    workspace.write(SEALED, sealed);
    workspace.replace(LOCK, old, Sha256.hex(workspace.bytes(SEALED)));
  }

  /** The README says what certificates say that can be read; whoever forges one edits that, too. */
  private void forget(String cluster) {
    String readme = workspace.read(README);
    workspace.write(README, readme.replaceFirst("\n\\| " + cluster + " \\| O=[^\n]*", ""));
    assertThat(workspace.read(README)).isNotEqualTo(readme);
  }

  private Run check() {
    return workspace.run("render", "--check");
  }

  @Test
  void withoutAKeyASealedSecretOfTheRightFormCannotBeToldFromTheRightOne() throws Exception {
    commit(forged().build());
    assertThat(check().out()).contains(README);
    forget("west");

    assertThat(check().code()).isZero();
  }

  @Test
  void whoeverHoldsTheIdentitySeesIt() throws Exception {
    commit(forged().build());
    forget("west");
    workspace.holding(TestMesh.CLUSTERS_KEY);

    Run run = workspace.run("render");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains(
            SEALED + ": error[MG1027]: the sealed file opens, but its content does not match its");
    assertThat(workspace.run("render", "--check", "--verify").err()).contains("MG1027");
    assertThat(check().code()).isZero();
  }

  /** What the clone remembers of each tree, a line for each hash. */
  private List<List<String>> verified() throws IOException {
    List<List<String>> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve(".git"))) {
      for (Path file :
          files.filter(each -> each.toString().contains("meshgen-verified")).toList()) {
        lines.add(Files.readAllLines(file));
      }
    }
    return lines;
  }

  @Test
  void theTreeOfAnotherMeshInTheSameCloneForgetsNothing() throws IOException {
    workspace.write(".git/HEAD", "ref: refs/heads/main\n");
    workspace.holding(TestMesh.CLUSTERS_KEY);
    assertThat(workspace.run("render").code()).isZero();
    List<String> first = verified().get(0);

    assertThat(workspace.run("render", "-o", "other").code()).isZero();

    assertThat(verified()).hasSize(2).contains(first);
  }

  @Test
  void whatWasVerifiedInThisCloneIsNotOpenedAgainUnlessAskedFor() throws IOException {
    workspace.write(".git/HEAD", "ref: refs/heads/main\n");
    workspace.holding(TestMesh.CLUSTERS_KEY);
    assertThat(workspace.run("render", "--verify").err()).contains("verified 2 of 3 sealed files");
    assertThat(verified().get(0))
        .contains(Sha256.hex(workspace.bytes(SEALED)))
        .as("two sealed files, their chains, and that the root is what its lock says")
        .hasSize(5);
    Files.writeString(folder.resolve(TestMesh.CLUSTERS_KEY), "# no identity any more\n");

    assertThat(workspace.run("render").code()).isZero();
    assertThat(workspace.run("render", "--verify").err()).contains("verified 0 of 3 sealed files");
  }

  @Test
  void saysThatTheRootIsRightToWhoeverHoldsIt() {
    workspace.holding(TestMesh.ROOT_KEY);

    assertThat(workspace.run("render", "--verify").err()).contains("verified 1 of 3 sealed files");
  }

  @Test
  void aLabelThatARenderWouldNotWriteShowsWithoutAKey() throws Exception {
    commit(forged().label("istio/multiCluster", "true").build());

    assertThat(check().err())
        .contains(
            SEALED + ": error[MG1025]",
            "render would not write metadata.labels.istio/multiCluster");
  }

  @Test
  void anotherNamespaceShowsWithoutAKey() throws Exception {
    commit(forged().namespace("kube-system").build());

    assertThat(check().err())
        .contains("error[MG1025]", "metadata.namespace is not \"istio-system\"");
  }

  @Test
  void anotherValueOrOneLessShowsWithoutAKey() throws Exception {
    commit(forged().stringData("tls.crt", SecretBytes.ofUtf8("x")).build());
    assertThat(check().err()).contains("error[MG1025]", "stringData.tls.crt", "instead of");
  }

  @Test
  void aKeyOfAnotherServiceShowsWithoutAKey() {
    String sealed = workspace.read(SEALED);
    String key = "{arn: a, created_at: \"2026-01-01T00:00:00Z\", enc: AA==}";
    write(sealed.replace("sops:\n", "sops:\n    kms: [" + key + "]\n"));

    assertThat(check().code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check().err()).contains("for kms:a as well");
  }

  @Test
  void factsThatContradictTheOtherLocksShowWithoutAKey() {
    String east = workspace.read("rendered/clusters/east/meshgen.lock");
    String serial = east.lines().filter(line -> line.contains("serial")).findFirst().orElseThrow();
    String own =
        workspace
            .read(LOCK)
            .lines()
            .filter(line -> line.contains("serial"))
            .findFirst()
            .orElseThrow();
    workspace.replace(LOCK, own, serial);

    assertThat(check().err())
        .contains(
            LOCK + ": error[MG1026]", "it has the serial of clusters/east/trust/cacerts.sops.yaml");
  }

  @Test
  void aValidityOutsideOfTheRootsShowsWithoutAKey() {
    String own =
        workspace
            .read(LOCK)
            .lines()
            .filter(line -> line.contains("notBefore"))
            .findFirst()
            .orElseThrow();
    workspace.replace(LOCK, own, "      notBefore: \"2099-01-01T00:00:00Z\"");

    assertThat(check().err()).contains("error[MG1026]", "expires before it is valid");
  }

  @Test
  void theLockOfTheRootDescribesItsCertificate() {
    String lock = "rendered/trust/meshgen.lock";
    String own =
        workspace
            .read(lock)
            .lines()
            .filter(line -> line.contains("serial"))
            .findFirst()
            .orElseThrow();
    workspace.replace(lock, own, "      serial: \"1234\"");

    assertThat(check().err()).contains("error[MG1026]", "it does not describe trust/root-cert.pem");
  }

  @Test
  void theLockOfTheRootIsReadAgainOnceItChanges() {
    workspace.write(".git/HEAD", "ref: refs/heads/main\n");
    assertThat(workspace.run("render").code()).isZero();

    theLockOfTheRootDescribesItsCertificate();
  }

  @Test
  void whatIsNotACertificateIsNotTheRootsEvenIfItsLockNamesIt() throws Exception {
    String certificate = workspace.read("rendered/trust/root-cert.pem");
    String pem = certificate.substring(certificate.indexOf(Pem.BEGIN));
    byte[] der = Pem.decode(pem.getBytes(StandardCharsets.UTF_8)).get(0).der();
    byte[] other = "not a certificate".getBytes(StandardCharsets.UTF_8);
    workspace.replace("rendered/trust/root-cert.pem", pem, Pem.encode(Pem.CERTIFICATE, other));
    workspace.replace("rendered/trust/meshgen.lock", Sha256.hex(der), Sha256.hex(other));

    assertThat(check().err()).contains("error[MG1026]", "trust/root-cert.pem is not a certificate");
  }

  @Test
  void textAfterACertificateIsADifference() {
    workspace.append("rendered/trust/root-cert.pem", "and a note\n");

    Run run = check();

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.out()).contains("~ rendered/trust/root-cert.pem");
  }
}
