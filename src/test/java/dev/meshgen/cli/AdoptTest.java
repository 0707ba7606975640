package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.seal.SecretManifest;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sealed file that sops changed is taken as it is, once it has been opened and verified. */
class AdoptTest {
  private static final String ROOT = "rendered/trust/root-ca.sops.yaml";
  private static final String EAST = "rendered/clusters/east/trust/cacerts.sops.yaml";
  private static final String WEST = "rendered/clusters/west/trust/cacerts.sops.yaml";
  private static final String EAST_LOCK = "rendered/clusters/east/meshgen.lock";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void render() {
    mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clusters/east/trust/cacerts.sops.yaml",
        "rendered/clusters/east/trust/cacerts.sops.yaml",
        "./rendered/clusters/east/trust/cacerts.sops.yaml"
      })
  void takesAFileWhoseKeysWereUpdated(String path) throws Exception {
    String added = workspace.identity("keys/new.agekey");
    for (String file : new String[] {EAST, WEST}) {
      Sops.with(workspace, TestMesh.CLUSTERS_KEY).updateKeys(file, mesh.clustersRecipient(), added);
    }
    workspace.replace(
        "mesh.yaml",
        "        - " + mesh.clustersRecipient() + "\n      root",
        "        - " + mesh.clustersRecipient() + "\n        - " + added + "\n      root");
    assertThat(workspace.run("render").err()).contains("meshgen adopt clusters/east/trust");
    String sealed = workspace.read(EAST);
    String lock = workspace.read(EAST_LOCK);
    workspace.holding("keys/new.agekey");

    assertThat(workspace.run("adopt", "clusters/west/trust/cacerts.sops.yaml").err())
        .contains(EAST + ": error[MG1002]");
    Run both = workspace.run("adopt", path, "clusters/west/trust/cacerts.sops.yaml");

    assertThat(both.code()).as(both.err()).isZero();
    assertThat(both.err()).contains("adopted clusters/east/trust/cacerts.sops.yaml");
    assertThat(workspace.read(EAST)).isEqualTo(sealed);
    assertThat(workspace.read(EAST_LOCK)).isNotEqualTo(lock).contains(added, "generation: 1");
    assertThat(workspace.holdingNothing().run("render", "--check").code()).isZero();
  }

  @Test
  void writesALostLockAnew() {
    String lock = workspace.read(EAST_LOCK);
    workspace.delete(EAST_LOCK).holding(TestMesh.CLUSTERS_KEY);

    Run run = workspace.run("adopt", "clusters/east/trust/cacerts.sops.yaml");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.read(EAST_LOCK)).isEqualTo(lock);
  }

  @Test
  void writesTheRootsLostLockAnew() {
    String lock = workspace.read("rendered/trust/meshgen.lock");
    workspace.delete("rendered/trust/meshgen.lock").holding(TestMesh.ROOT_KEY);

    Run run = workspace.run("adopt", "trust/root-ca.sops.yaml");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.read("rendered/trust/meshgen.lock")).isEqualTo(lock);
  }

  @Test
  void refusesOtherRecipientsThanTheSpecNames() throws Exception {
    String stranger = workspace.identity("keys/stranger.agekey");
    Sops.with(workspace, TestMesh.CLUSTERS_KEY)
        .updateKeys(EAST, mesh.clustersRecipient(), stranger);

    refuses(
        TestMesh.CLUSTERS_KEY,
        "clusters/east/trust/cacerts.sops.yaml",
        "cannot be adopted",
        "its recipients differ from the spec: it is sealed for " + stranger + " as well");
  }

  @Test
  void warnsThatARemovedRecipientRemembers() throws Exception {
    String other = workspace.identity("keys/new.agekey");
    for (String file : new String[] {EAST, WEST}) {
      Sops.with(workspace, TestMesh.CLUSTERS_KEY).updateKeys(file, other);
    }
    workspace.replace("mesh.yaml", "- " + mesh.clustersRecipient(), "- " + other);

    Run run = workspace.holding("keys/new.agekey").run("adopt", EAST, WEST);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .containsOnlyOnce("warning[MG1014]")
        .contains("of the keys of \"east\", \"west\"", "run `meshgen rotate --exposed`");
  }

  @Test
  void refusesTheIntermediateOfAnotherCluster() {
    workspace.write(EAST, workspace.read(WEST));

    refuses(
        TestMesh.CLUSTERS_KEY,
        "clusters/east/trust/cacerts.sops.yaml",
        "it was issued to O=retail,OU=west,CN=west intermediate g1, not to O=retail,OU=east");
  }

  @Test
  void refusesTheIntermediateOfAnotherMesh() throws Exception {
    TestMesh other = TestMesh.rendered(folder.resolve("other"));
    String path = "rendered/clusters/east/trust/cacerts.sops.yaml";
    Sops.with(other.workspace(), TestMesh.CLUSTERS_KEY).updateKeys(path, mesh.clustersRecipient());
    workspace.write(EAST, other.workspace().read(path));

    refuses(
        TestMesh.CLUSTERS_KEY,
        "clusters/east/trust/cacerts.sops.yaml",
        "its root differs from that in trust/");
  }

  @Test
  void refusesAFileOfAnotherMeaning() throws Exception {
    try (SecretManifest manifest =
        cacerts().type("Opaque").stringData("ca-key.pem", SecretBytes.ofUtf8("nothing")).build()) {
      Sops.with(workspace, TestMesh.CLUSTERS_KEY).replace(EAST, manifest, mesh.clustersRecipient());
    }

    refuses(TestMesh.CLUSTERS_KEY, "clusters/east/trust/cacerts.sops.yaml", "cannot be adopted");
  }

  @Test
  void refusesMoreThanTheFilesOfACa() throws Exception {
    sealEast(cacerts().type("Opaque").stringData("other.pem", SecretBytes.ofUtf8("whatever")));

    refuses(
        TestMesh.CLUSTERS_KEY,
        "clusters/east/trust/cacerts.sops.yaml",
        "it holds ca-cert.pem, ca-key.pem, cert-chain.pem, other.pem, root-cert.pem instead of");
  }

  @Test
  void refusesAListOfRevokedCertificatesThatIstiodWouldNotRead() throws Exception {
    sealEast(cacerts().type("Opaque").stringData("ca-crl.pem", SecretBytes.ofUtf8("whatever")));

    refuses(
        TestMesh.CLUSTERS_KEY,
        "clusters/east/trust/cacerts.sops.yaml",
        "istiod would refuse it: ca-crl.pem");
  }

  @Test
  void refusesWhatARenderWouldNotSay() throws Exception {
    sealEast(
        cacerts()
            .type("Opaque")
            .label("istio/multiCluster", "true")
            .annotation("kustomize.toolkit.fluxcd.io/prune", "disabled"));

    refuses(
        TestMesh.CLUSTERS_KEY,
        "clusters/east/trust/cacerts.sops.yaml",
        "cannot be adopted: render would not write metadata.labels.istio/multiCluster,"
            + " metadata.annotations.kustomize.toolkit.fluxcd.io/prune",
        "or fix it with `sops edit`");
  }

  @Test
  void refusesWhatARenderWouldSayOtherwise() throws Exception {
    sealEast(cacerts().type("example/ca"));

    refuses(
        TestMesh.CLUSTERS_KEY,
        "clusters/east/trust/cacerts.sops.yaml",
        "cannot be adopted: type is not \"Opaque\"\n");
  }

  @Test
  void refusesSecretsInTheWrongSection() throws Exception {
    Sops sops = Sops.with(workspace, TestMesh.CLUSTERS_KEY);
    SecretManifest.Builder builder = cacerts().type("Opaque");
    sops.open(EAST).forEach((name, content) -> builder.data(name, SecretBytes.ofUtf8(content)));
    try (SecretManifest manifest = builder.build()) {
      sops.replace(EAST, manifest, mesh.clustersRecipient());
    }

    refuses(
        TestMesh.CLUSTERS_KEY,
        "clusters/east/trust/cacerts.sops.yaml",
        "stringData is missing; render would not write data\n");
  }

  @Test
  void refusesATamperedFile() {
    String sealed = workspace.read(EAST);
    workspace.write(EAST, sealed.replace("name: cacerts", "name: cacertz"));

    refuses(
        TestMesh.CLUSTERS_KEY, "clusters/east/trust/cacerts.sops.yaml", EAST + ": error[MG1013]");
  }

  @Test
  void refusesAnotherRootEvenWhenItOpens() throws Exception {
    TestMesh other = TestMesh.rendered(folder.resolve("other"));
    Sops.with(other.workspace(), TestMesh.ROOT_KEY).updateKeys(ROOT, mesh.rootRecipient());
    workspace.write(ROOT, other.workspace().read(ROOT));

    refuses(TestMesh.ROOT_KEY, "trust/root-ca.sops.yaml", "its root does not match the locks");
    workspace.delete("rendered/trust/meshgen.lock");
    refuses(TestMesh.ROOT_KEY, "trust/root-ca.sops.yaml", "its root does not match the locks");
  }

  /** What a company's PKI hands out is an authority below its root. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesAnIssuingAuthorityInThePlaceOfARoot(boolean alone) throws Exception {
    Map<String, String> issuing = Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(EAST);
    try (SecretManifest manifest =
        SecretManifest.of("meshgen.dev/v1alpha1", "RootCertificateAuthority")
            .name("retail")
            .data("root-cert.pem", SecretBytes.ofUtf8(issuing.get("ca-cert.pem")))
            .data("root-key.pem", SecretBytes.ofUtf8(issuing.get("ca-key.pem")))
            .build()) {
      Sops.with(workspace, TestMesh.ROOT_KEY).replace(ROOT, manifest, mesh.rootRecipient());
    }
    if (alone) {
      String sealed = workspace.read(ROOT);
      workspace.delete("rendered").write(ROOT, sealed);
    }

    refuses(
        TestMesh.ROOT_KEY,
        "trust/root-ca.sops.yaml",
        ROOT + ": error[MG1013]",
        "root-cert.pem is not self-signed: its issuer is not its subject",
        "`meshgen trust import` accepts an authority below a company root");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "clusters/north/trust/cacerts.sops.yaml",
        "../mesh.yaml",
        "/etc/passwd"
      })
  void saysWhenAPathIsNoSealedFile(String path) {
    Run run = workspace.holding(TestMesh.CLUSTERS_KEY).run("adopt", path);

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(path);
  }

  @Test
  void saysWhenThereIsNothingToAdopt() {
    Run run = workspace.run("adopt", "discovery/east.sops.yaml");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).contains("discovery/east.sops.yaml does not exist");
  }

  @Test
  void leavesItToRenderToReissueWhatTheSpecNoLongerAsksFor() throws Exception {
    String added = workspace.identity("keys/new.agekey");
    for (String file : new String[] {EAST, WEST}) {
      Sops.with(workspace, TestMesh.CLUSTERS_KEY).updateKeys(file, added);
    }
    workspace.replace("mesh.yaml", "- " + mesh.clustersRecipient(), "- " + added);
    workspace.replace(
        "mesh.yaml",
        "  delivery:",
        "  trust:\n    intermediate:\n      validity: 90d\n  delivery:");
    workspace.holding("keys/new.agekey");

    Run run = workspace.run("adopt", EAST, WEST);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.run("render", "--frozen").err())
        .contains(EAST + ": error[MG1007]: would have to be issued");
  }

  @Test
  void knowsTheGenerationFromTheCertificate() {
    workspace.holding(TestMesh.ROOT_KEY);
    assertThat(workspace.run("rotate", "east").code()).isZero();
    String lock = workspace.read(EAST_LOCK);
    workspace.delete(EAST_LOCK).holding(TestMesh.CLUSTERS_KEY);

    assertThat(workspace.run("adopt", EAST).code()).isZero();

    assertThat(workspace.read(EAST_LOCK)).isEqualTo(lock).contains("generation: 2");
  }

  @Test
  void needsAnIdentity() {
    workspace.delete(EAST_LOCK);

    Run run = workspace.run("adopt", "clusters/east/trust/cacerts.sops.yaml");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).contains("error[MG1006]", "it must be verified before it is adopted");
  }

  private static SecretManifest.Builder cacerts() {
    return SecretManifest.of("v1", "Secret").name("cacerts").namespace("istio-system");
  }

  /** Seals the CA of the cluster again, in another manifest. */
  private void sealEast(SecretManifest.Builder builder) throws Exception {
    Sops sops = Sops.with(workspace, TestMesh.CLUSTERS_KEY);
    sops.open(EAST)
        .forEach((name, content) -> builder.stringData(name, SecretBytes.ofUtf8(content)));
    try (SecretManifest manifest = builder.build()) {
      sops.replace(EAST, manifest, mesh.clustersRecipient());
    }
  }

  private void refuses(String identity, String path, String... words) {
    workspace.holding(identity);
    SortedMap<String, String> before = workspace.tree("rendered");
    Run run = workspace.run("adopt", path);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains(words);
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }
}
