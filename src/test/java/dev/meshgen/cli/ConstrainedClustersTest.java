package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bouncycastle.asn1.x509.GeneralName.dNSName;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.pki.ForeignCa.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The authority of a cluster signs for the istiods in that cluster, and for no other. */
class ConstrainedClustersTest {
  private static final ForeignCa ROOT = ImportedMesh.root();
  private static final String CANARY = "istio: {revision: 1-30-5}";
  private static final String CANARY_NAME = "istiod-1-30-5.istio-system.svc";

  @TempDir Path folder;

  /** Of a cluster's document. */
  private static void add(Workspace workspace, String cluster, String settings) {
    workspace.replace(
        "mesh.yaml",
        "  network: net-" + cluster + "\n",
        "  network: net-" + cluster + "\n  " + settings + "\n");
  }

  private static String customHost(String host) {
    return "values: {istiod: {env: {ISTIOD_CUSTOM_HOST: " + host + "}}}";
  }

  private static Profile own(Profile signer) {
    return signer
        .permitting(dNSName, "istiod.istio-system.svc")
        .permitting(dNSName, "istiod-remote.istio-system.svc")
        .permitting(dNSName, "istio-pilot.istio-system.svc");
  }

  private static Profile signer(String cluster) {
    return ForeignCa.of("O=retail,OU=" + cluster, ForeignCa.ec("secp256r1"), Workspace.NOW);
  }

  private static void write(ImportedMesh mesh, String cluster, UnaryOperator<Profile> constraints) {
    mesh.write(
        cluster, ImportedMesh.cacerts(constraints.apply(signer(cluster)).issuedBy(ROOT), ROOT));
  }

  private static void assertTaken(Run run) {
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theRevisionOfAnotherClusterDoesNotCount() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    add(mesh.workspace(), "west", CANARY);
    write(mesh, "east", ConstrainedClustersTest::own);
    write(mesh, "west", ConstrainedClustersTest::own);

    assertTaken(mesh.run("east", "--cacerts", "certs/east"));
    Run west = mesh.run("west", "--cacerts", "certs/west");
    assertThat(west.err()).contains("certs/west: error[MG1044]", "exclude " + CANARY_NAME + ", ");
    assertThat(west.code()).isEqualTo(ExitCode.PROBLEMS);

    write(mesh, "west", signer -> own(signer).permitting(dNSName, CANARY_NAME));
    assertTaken(mesh.run("west", "--cacerts", "certs/west"));
  }

  @Test
  void eachHasItsOwnHosts() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    for (String cluster : List.of("east", "west")) {
      add(mesh.workspace(), cluster, customHost(cluster + ".example"));
      write(mesh, cluster, signer -> own(signer).permitting(dNSName, cluster + ".example"));
    }

    assertTaken(mesh.run("--cacerts", "certs"));

    write(mesh, "east", signer -> own(signer).permitting(dNSName, "west.example"));
    assertThat(mesh.run("--cacerts", "certs").err())
        .contains("certs/east: error[MG1044]", "exclude east.example, a DNS name of istiod")
        .doesNotContain("certs/west");
  }

  /** An authority above signs for all of them. */
  @Test
  void whatIsSharedAllowsAll() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    add(mesh.workspace(), "west", CANARY);
    ForeignCa above =
        own(ForeignCa.of("CN=a", ForeignCa.ec("secp256r1"), Workspace.NOW)).selfSigned();
    for (String cluster : List.of("east", "west")) {
      mesh.write(cluster, ImportedMesh.cacerts(signer(cluster).issuedBy(above), above));
    }
    assertThat(mesh.run("--cacerts", "certs").err())
        .contains(
            "certs/west: error[MG1044]",
            "\"CN=a\" has name constraints that exclude " + CANARY_NAME)
        .doesNotContain("certs/east");

    mesh.workspace().write("ca.pem", above.pem()).write("ca-key.pem", above.pkcs8());
    assertThat(mesh.run("--certificate", "ca.pem", "--key", "ca-key.pem").err())
        .contains("ca.pem: error[MG1044]", "exclude " + CANARY_NAME);
  }

  @Test
  void aRenderComparesEachWithItsOwn() {
    ImportedMesh mesh = ImportedMesh.in(folder);
    write(mesh, "east", ConstrainedClustersTest::own);
    write(mesh, "west", signer -> own(signer).permitting(dNSName, "west.example"));
    mesh.imports("--cacerts", "certs");

    add(mesh.workspace(), "west", customHost("west.example"));
    Run run = mesh.workspace().run("render");
    assertTaken(run);
    assertThat(run.err()).doesNotContain(Code.NAMES_EXCLUDED.id());

    add(mesh.workspace(), "east", customHost("west.example"));
    assertThat(mesh.workspace().run("render").err())
        .contains(
            "clusters/east/trust/cacerts.sops.yaml: warning[MG1056]",
            "exclude west.example, a DNS name of istiod")
        .doesNotContain("clusters/west/trust");
  }

  @Test
  void answersAreThoseOfACluster() {
    CsrMesh mesh = CsrMesh.in(folder);
    add(mesh.workspace(), "west", CANARY);
    mesh.succeeds("trust", "csr");
    mesh.write("root.pem", ROOT.pem());
    for (String cluster : List.of("east", "west")) {
      mesh.write(cluster + ".pem", own(mesh.answer(cluster)).issuedBy(ROOT).pem());
    }

    assertThat(mesh.run("trust", "import", "west.pem", "root.pem").err())
        .contains("west.pem: error[MG1044]", "exclude " + CANARY_NAME);
    mesh.succeeds("trust", "import", "east.pem", "root.pem");
  }
}
