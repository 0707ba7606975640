package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bouncycastle.asn1.x509.GeneralName.dNSName;
import static org.bouncycastle.asn1.x509.GeneralName.directoryName;
import static org.bouncycastle.asn1.x509.GeneralName.uniformResourceIdentifier;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.pki.ForeignCa.Profile;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An authority that may sign for some names alone must have those of this mesh among them. */
class ConstrainedAuthorityTest {
  private static final ForeignCa ROOT = ImportedMesh.root();

  private static final String REVISION = "{version: \"1.30.5\", revision: 1-30-5}";
  private static final String SIDECARS = "{version: \"1.30.5\"}";
  private static final String AMBIENT = "{version: \"1.30.5\", dataPlane: ambient}";

  @TempDir Path folder;

  private ImportedMesh mesh;

  @BeforeEach
  void writeTheSpec() {
    mesh = ImportedMesh.in(folder);
  }

  private void istio(String settings) {
    mesh.workspace().replace("mesh.yaml", "istio:\n    version: \"1.30.5\"", "istio: " + settings);
  }

  private Run imports(UnaryOperator<Profile> constraints) {
    Profile company = ForeignCa.of("CN=company", ForeignCa.ec("secp256r1"), Workspace.NOW);
    ForeignCa issuing = constraints.apply(company).issuedBy(ROOT);
    mesh.workspace()
        .write("ca.pem", issuing.pem())
        .write("ca-key.pem", issuing.pkcs8())
        .write("above.pem", ROOT.pem());
    return mesh.run("--certificate", "ca.pem", "--key", "ca-key.pem", "--chain", "above.pem");
  }

  private static void assertTaken(Run run) {
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
  }

  private static void assertRefused(Run run, String reason) {
    assertThat(run.err()).contains("ca.pem: error[MG1044]", reason);
    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
  }

  private static Profile usual(Profile signer) {
    return signer
        .permitting(dNSName, "istiod.istio-system.svc")
        .permitting(dNSName, "istiod-remote.istio-system.svc")
        .permitting(dNSName, "istio-pilot.istio-system.svc");
  }

  static Stream<UnaryOperator<Profile>> enough() {
    return Stream.of(
        ConstrainedAuthorityTest::usual,
        signer -> signer.permitting(dNSName, "istio-system.svc"),
        signer -> signer.permitting(dNSName, ".istio-system.SVC"),
        signer -> signer.permitting(dNSName, "company.example").permitting(dNSName, "svc"),
        signer -> signer.excluding(dNSName, "kube-system.svc"),
        signer -> signer.excluding(dNSName, "svc.cluster.local"),
        signer -> signer.excluding(dNSName, "istiod-1-30-5.istio-system.svc"));
  }

  @ParameterizedTest
  @MethodSource("enough")
  void maySignForIstiod(UnaryOperator<Profile> constraints) {
    assertTaken(imports(constraints));
  }

  static Stream<Arguments> notEnough() {
    return Stream.of(
        refused("istio-pilot", signer -> signer.permitting(dNSName, "istiod.istio-system.svc")),
        refused("istio-pilot", signer -> signer.permitting(dNSName, "mesh-system.svc")),
        refused("istio-pilot", signer -> signer.permitting(dNSName, "svc.cluster.local")),
        refused("istio-pilot", signer -> signer.excluding(dNSName, "istio-system.svc")),
        refused("istio-pilot", signer -> signer.excluding(dNSName, "")),
        refused("istiod", signer -> signer.excluding(dNSName, "istiod.istio-system.svc")),
        refused(
            "istiod-remote",
            signer -> signer.excluding(dNSName, "istiod-remote.istio-system.svc")));
  }

  private static Arguments refused(String name, UnaryOperator<Profile> constraints) {
    return Arguments.of(name, constraints);
  }

  @ParameterizedTest
  @MethodSource("notEnough")
  void mayNotSignForIstiod(String name, UnaryOperator<Profile> constraints) {
    assertRefused(imports(constraints), "exclude " + name + ".istio-system.svc, ");
  }

  /** Whoever has it issued again does so once. */
  @Test
  void allThatIsWrongIsSaid() {
    Run run =
        imports(
            signer ->
                signer
                    .permittingUri("other.example")
                    .permitting(dNSName, "istiod.istio-system.svc"));

    assertRefused(run, "exclude the trust domain retail.example");
    assertRefused(
        run, "exclude istio-pilot.istio-system.svc, istiod-remote.istio-system.svc, DNS names of");
  }

  @Test
  void namesAreThoseOfTheNamespace() {
    istio("{version: \"1.30.5\", namespace: mesh-system}");

    assertRefused(imports(ConstrainedAuthorityTest::usual), "exclude istio-pilot.mesh-system.svc");
    assertTaken(imports(signer -> signer.permitting(dNSName, "mesh-system.svc")));
  }

  @Test
  void everyRevisionHasAName() {
    istio(REVISION);

    assertRefused(
        imports(ConstrainedAuthorityTest::usual), "exclude istiod-1-30-5.istio-system.svc");
    assertTaken(
        imports(signer -> usual(signer).permitting(dNSName, "istiod-1-30-5.istio-system.svc")));
  }

  @Test
  void namesThatTheSpecAddsCount() {
    mesh.workspace()
        .replace(
            "mesh.yaml",
            "  secrets:\n",
            "  clusterDefaults: {values: {istiod: {env: {ISTIOD_CUSTOM_HOST:"
                + " \"a.example,b.example\"}}}}\n"
                + "  secrets:\n");

    assertRefused(imports(signer -> usual(signer).permitting(dNSName, "a.example")), "b.example");
    assertTaken(imports(signer -> usual(signer).permitting(dNSName, "example")));
  }

  static Stream<UnaryOperator<Profile>> onUris() {
    return Stream.of(
        signer -> signer.permittingUri("retail.example"),
        signer -> signer.excluding(uniformResourceIdentifier, "other.example"));
  }

  @ParameterizedTest
  @MethodSource("onUris")
  void ztunnelTakesNoConstraintsOnUris(UnaryOperator<Profile> constraints) {
    istio(AMBIENT);

    assertRefused(imports(constraints), "constraints on URIs, which ztunnel does not accept");
  }

  @ParameterizedTest
  @ValueSource(strings = {SIDECARS, "{version: \"1.29.2\", dataPlane: ambient}"})
  void othersTakeThem(String settings) {
    istio(settings);

    assertTaken(imports(signer -> signer.permittingUri("retail.example")));
  }

  @Test
  void aSingleZtunnelIsEnough() {
    mesh.workspace()
        .append(
            "mesh.yaml",
            TestMesh.cluster("north", "net-north") + "  istio: {dataPlane: ambient}\n");

    assertRefused(
        imports(signer -> signer.permittingUri("retail.example")), "which ztunnel does not accept");
  }

  /** In every version. Sidecars do, if they are those of the subjects below. */
  @Test
  void ztunnelTakesNoConstraintsOnDirectories() {
    UnaryOperator<Profile> own = signer -> signer.permitting(directoryName, "O=Retail").leniently();
    assertTaken(imports(own));
    assertTaken(imports(signer -> signer.excluding(directoryName, "O=Other").leniently()));

    mesh.workspace().delete("rendered");
    istio("{version: \"1.29.2\", dataPlane: ambient}");

    assertRefused(imports(own), "on directory names, which ztunnel does not accept");
  }

  @Test
  void envoyLooksAtSubjects() {
    for (UnaryOperator<Profile> foreign :
        Stream.<UnaryOperator<Profile>>of(
                signer -> signer.permitting(directoryName, "O=Company"),
                signer -> signer.permitting(directoryName, "O=retail,OU=east"),
                signer -> signer.excluding(directoryName, "O=retail"))
            .toList()) {
      assertRefused(
          imports(signer -> foreign.apply(signer).leniently()),
          "exclude the subject \"O=retail,OU=");
    }
  }

  private Run takesOver(UnaryOperator<Profile> root, UnaryOperator<Profile> signer) {
    ForeignCa above =
        root.apply(ForeignCa.of("CN=root", ForeignCa.ec("secp256r1"), Workspace.NOW)).selfSigned();
    Profile east = ForeignCa.of("O=Istio,CN=ca", ForeignCa.ec("secp256r1"), Workspace.NOW);
    mesh.write("east", ImportedMesh.cacerts(signer.apply(east).issuedBy(above), above));
    return mesh.run("east", "--cacerts", "certs/east");
  }

  /** Go verifies those of authorities, too; the samples of Istio give them a DNS name. */
  @Test
  void authoritiesBelowHaveNamesAsWell() {
    String istiod = "istiod.istio-system.svc";
    istio("{version: \"1.30.5\", namespace: mesh-system}");
    UnaryOperator<Profile> own = root -> root.permitting(dNSName, "mesh-system.svc");

    assertThat(takesOver(own, signer -> signer.named(dNSName, istiod)).err())
        .contains("error[MG1044]", "exclude " + istiod + ", a name of", "istiod would not start");
    assertThat(
            takesOver(
                    root -> root.permittingUri("retail.example"),
                    signer -> signer.named("spiffe://cluster.local"))
                .err())
        .contains("exclude spiffe://cluster.local, a name of");
    assertThat(
            takesOver(root -> root.permitting(directoryName, "O=retail").leniently(), it -> it)
                .err())
        .contains("exclude the subject \"O=Istio,CN=ca\": Envoy would refuse every workload");
    assertTaken(
        takesOver(
            root -> own.apply(root).permittingUri("retail.example"),
            signer -> signer.named("spiffe://retail.example").named(dNSName, "x.mesh-system.svc")));
  }

  /** Where nothing is compared with them, they may be anything. */
  @Test
  void authoritiesBelowHaveNamesThatCanBeRead() {
    for (ASN1Encodable names : ForeignCa.malformedNames()) {
      Run run = takesOver(ConstrainedAuthorityTest::usual, signer -> signer.misnamed(names));

      assertThat(run.err())
          .contains(
              "certs/east: error[MG1044]",
              "\"CN=root\" has name constraints, and the certificate \"O=Istio,CN=ca\" below it has"
                  + " malformed subject alternative names");
      assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    }
    for (ASN1Encodable names : ForeignCa.malformedNames()) {
      assertTaken(takesOver(root -> root, signer -> signer.misnamed(names)));
      mesh.workspace().delete("rendered");
    }
  }

  @Test
  void constraintsThatAreNoNamesAreMalformed() {
    Run run = takesOver(root -> root.permittingMalformed().leniently(), signer -> signer);

    assertThat(run.err()).contains("certs/east: error[MG1041]", "malformed");
    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
  }

  /** Names and data planes change after an import: a render says so before it is applied. */
  @Test
  void aRenderComparesThemAgain() {
    Profile root = ForeignCa.of("CN=root", ForeignCa.ec("secp256r1"), Workspace.NOW);
    ForeignCa above = usual(root).permittingUri("retail.example").selfSigned();
    for (String cluster : new String[] {"east", "west"}) {
      ForeignCa signer = ImportedMesh.signer(cluster, ForeignCa.ec("secp256r1"), above);
      mesh.write(cluster, ImportedMesh.cacerts(signer, above));
    }
    mesh.imports("--cacerts", "certs");
    assertThat(render().err()).doesNotContain(Code.NAMES_EXCLUDED.id());

    istio(REVISION);
    assertThat(render().err())
        .contains(
            "rendered/clusters/east/trust/cacerts.sops.yaml: warning[MG1056]",
            "exclude istiod-1-30-5.istio-system.svc, a DNS name of istiod");

    mesh.workspace().replace("mesh.yaml", "istio: " + REVISION, "istio: " + AMBIENT);
    assertThat(render().err())
        .contains(
            "warning[MG1056]",
            "constraints on URIs, which ztunnel does not accept",
            "or revert the spec change that conflicts with them")
        .doesNotContain("a DNS name of istiod");
  }

  private Run render() {
    return mesh.workspace().run("render");
  }
}
