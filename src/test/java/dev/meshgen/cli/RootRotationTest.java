package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From one root to another, one phase per commit: what changes, what is said, what is refused. */
class RootRotationTest {
  private static final String EAST = "rendered/clusters/east/trust/cacerts.sops.yaml";
  private static final String LOCK = "rendered/trust/meshgen.lock";
  private static final String NEXT = "rendered/trust/next-root-ca.sops.yaml";
  private static final String ROOT = "rendered/trust/root-ca.sops.yaml";
  private static final String CERTIFICATE = "rendered/trust/root-cert.pem";
  private static final String VALUES = "rendered/clusters/east/values/istiod.yaml";
  private static final Duration DAY = Duration.ofHours(25);

  @TempDir Path folder;

  private static Run step(Workspace workspace, String... words) {
    List<String> arguments = new ArrayList<>(List.of("trust", "rotate", "root"));
    arguments.addAll(List.of(words));
    return workspace.run(arguments.toArray(new String[0]));
  }

  private static Run takes(Workspace workspace, String... words) {
    Run run = step(workspace, words);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private static void refuses(Workspace workspace, String code, String... words) {
    SortedMap<String, String> before = workspace.tree("rendered");
    Run run = step(workspace, words);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[" + code + "]");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  private static void requireUpToDate(Workspace workspace) {
    Run check = workspace.run("render", "--check", "--frozen");
    assertThat(check.code()).as(check.out() + check.err()).isZero();
  }

  private static long certificates(String text) {
    return text.lines().filter(line -> line.contains("BEGIN CERTIFICATE")).count();
  }

  /** No identity of a cluster is at hand, and before the second phase none of a root. */
  @Test
  void replacesTheRootInThreeSmallChanges() {
    Workspace workspace = TestMesh.rendered(folder).workspace();
    String key = workspace.read(ROOT);
    SortedMap<String, String> before = workspace.tree("rendered");

    Run distributed = takes(workspace, "distribute", "--trust-recipients");

    assertThat(Workspace.difference(before, workspace.tree("rendered")))
        .containsOnlyKeys(
            ".sops.yaml",
            "README.md",
            "clusters/east/meshgen.lock",
            "clusters/east/trust/cacerts.sops.yaml",
            "clusters/east/values/istiod.yaml",
            "clusters/west/meshgen.lock",
            "clusters/west/trust/cacerts.sops.yaml",
            "clusters/west/values/istiod.yaml",
            "trust/meshgen.lock",
            "trust/next-root-ca.sops.yaml",
            "trust/root-cert.pem");
    assertThat(distributed.err())
        .contains(
            "minted another root of mesh retail, SHA-256 ",
            "root: 2 of 2 clusters trust both roots",
            "next: meshgen trust rotate root sign --confirm-applied",
            "back: meshgen trust rotate root distribute --back");
    assertThat(workspace.read(ROOT)).isEqualTo(key);
    assertThat(certificates(workspace.read(CERTIFICATE))).isEqualTo(2);
    assertThat(workspace.read(EAST).split("root-cert.pem: ")[0])
        .isEqualTo(before.get("clusters/east/trust/cacerts.sops.yaml").split("root-cert.pem: ")[0]);
    assertThat(workspace.read(EAST).split("\nsops:")[1])
        .isEqualTo(before.get("clusters/east/trust/cacerts.sops.yaml").split("\nsops:")[1]);
    assertThat(workspace.read(VALUES))
        .contains("  ISTIO_MULTIROOT_MESH: \"true\"\n", "      PROXY_CONFIG_XDS_AGENT: \"true\"\n");
    assertThat(workspace.read("rendered/README.md"))
        .contains(
            "### Rotation of the root",
            "Phase `distribute`: 2 of 2 clusters trust both roots.",
            "for c in east west; do",
            "| new root | 2026-01-15T11:50:00Z |");
    requireUpToDate(workspace);

    workspace.holding(TestMesh.ROOT_KEY);
    takes(workspace, "sign", "--confirm-applied");

    assertThat(workspace.read(LOCK)).contains("rotation:\n  phase: \"sign\"\n");
    assertThat(workspace.read("rendered/clusters/east/meshgen.lock"))
        .contains("generation: 2", "    roots:\n    - \"");
    requireUpToDate(workspace);

    String next = workspace.read(NEXT);
    workspace.holdingNothing().at(Workspace.NOW.plus(DAY));
    takes(workspace, "retire", "--confirm-applied");

    assertThat(workspace.exists(NEXT)).isFalse();
    assertThat(workspace.read(ROOT)).isEqualTo(next);
    assertThat(certificates(workspace.read(CERTIFICATE))).isEqualTo(1);
    assertThat(workspace.read(LOCK)).doesNotContain("rotation", "next-root");
    assertThat(workspace.read("rendered/clusters/east/meshgen.lock")).doesNotContain("roots:");
    assertThat(workspace.read(VALUES)).doesNotContain("MULTIROOT", "XDS_AGENT");
    requireUpToDate(workspace);
  }

  @Test
  void saysHowFarEachClusterIs() {
    Workspace workspace = TestMesh.rendered(folder).workspace();
    takes(workspace, "distribute", "east", "--trust-recipients");

    String status = workspace.run("trust", "status").out();
    assertThat(status)
        .containsPattern("intermediate of east .* valid    distribute  nothing")
        .containsPattern("intermediate of west .* valid    stable      nothing")
        .containsPattern("new root .* distribute")
        .contains(
            "Root: 1 of 2 clusters trust both roots; still to come: west\n",
            "Next: meshgen trust rotate root distribute\n");
    JsonNode json =
        JsonMapper.shared().readTree(workspace.run("trust", "status", "--format", "json").out());
    assertThat(json.path("phase").asString()).isEqualTo("distribute");
    assertThat(json.path("next").asString()).isEqualTo("meshgen trust rotate root distribute");
    requireUpToDate(workspace);
  }

  @Test
  void listsWhatAStepWouldChange() {
    Workspace workspace = TestMesh.rendered(folder).workspace();
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = takes(workspace, "distribute", "--trust-recipients", "--dry-run");

    assertThat(run.out()).contains("~ " + EAST, "+ " + NEXT);
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void takesStepsInOrderOnly() {
    Workspace workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    refuses(workspace, "MG1070", "sign", "--confirm-applied");
    refuses(workspace, "MG1070", "retire", "--confirm-applied");
    refuses(workspace, "MG1082", "distribute", "--back");
    refuses(workspace, "MG1082", "sign", "--back");
    refuses(workspace, "MG1082", "retire", "--back");
    takes(workspace, "distribute", "east");
    refuses(workspace, "MG1071", "sign", "--confirm-applied");
    takes(workspace, "distribute");
    refuses(workspace, "MG1072", "sign");
    refuses(workspace, "MG1070", "retire", "--confirm-applied");
    takes(workspace, "sign", "east", "--confirm-applied");
    refuses(workspace, "MG1070", "distribute");
    refuses(workspace, "MG1073", "retire", "--confirm-applied");
    refuses(workspace, "MG1070", "distribute", "--back");
    takes(workspace, "sign", "west");
    refuses(workspace, "MG1074", "retire", "--confirm-applied");
    workspace.at(Workspace.NOW.plus(DAY));
    refuses(workspace, "MG1072", "retire");
    assertThat(step(workspace, "retire", "south", "--confirm-applied").code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(step(workspace, "retire", "--label", "ring=0", "--confirm-applied").err())
        .contains("no cluster with an istiod has the label ring=0");
  }

  @Test
  void goesBackFromEachPhase() {
    Workspace workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    SortedMap<String, String> before = workspace.tree("rendered");
    takes(workspace, "distribute");
    takes(workspace, "distribute", "--back");
    assertThat(workspace.tree("rendered")).isEqualTo(before);

    takes(workspace, "distribute");
    takes(workspace, "sign", "--confirm-applied");
    takes(workspace, "sign", "--back");
    requireUpToDate(workspace);
    assertThat(workspace.run("trust", "status").out())
        .contains("Root: 2 of 2 clusters sign with the old root")
        .contains("Next: meshgen trust rotate root distribute --back --confirm-applied");
    refuses(workspace, "MG1074", "distribute", "--back", "--confirm-applied");
    workspace.at(Workspace.NOW.plus(DAY));
    takes(workspace, "distribute", "east", "--back", "--confirm-applied");
    requireUpToDate(workspace);
    takes(workspace, "distribute", "--back");
    assertThat(workspace.exists(NEXT)).isFalse();
    assertThat(workspace.read(LOCK)).doesNotContain("rotation");
    requireUpToDate(workspace);
  }

  @Test
  void waitsAsLongAsCertificatesOfWorkloadsLive() {
    Workspace workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    workspace.replace(
        "mesh.yaml",
        "  delivery:\n",
        """
          clusterDefaults: {values: {istiod: {pilot: {env: {MAX_WORKLOAD_CERT_TTL: 48h30m}}}}}
          delivery:
        """);
    assertThat(workspace.run("render").code()).isZero();
    takes(workspace, "distribute");
    takes(workspace, "sign", "--confirm-applied");
    workspace.at(Workspace.NOW.plus(Duration.ofDays(2)));
    Run run = step(workspace, "retire", "--confirm-applied");
    assertThat(run.err()).contains("error[MG1074]", "certificates of workloads for 49 hours");
    workspace.at(Workspace.NOW.plus(Duration.ofHours(49)));
    takes(workspace, "retire", "--confirm-applied");
  }

  @Test
  void aStepIsAlone() {
    Workspace workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north"));
    refuses(workspace, "MG1079", "distribute");
    workspace.replace("mesh.yaml", TestMesh.cluster("north", "net-north"), "");
    workspace.replace("mesh.yaml", "1.30.5", "1.30.4");
    refuses(workspace, "MG1079", "distribute");
    workspace.replace("mesh.yaml", "1.30.4", "1.30.5");
    takes(workspace, "distribute");
  }

  @Test
  void rawValuesMayNotTurnItOff() {
    Workspace workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    workspace.replace(
        "mesh.yaml",
        "  delivery:\n",
        """
          clusterDefaults: {values: {istiod: {env: {ISTIO_MULTIROOT_MESH: "false"}}}}
          delivery:
        """);
    Run rendered = workspace.run("render");
    assertThat(rendered.code()).as(rendered.err()).isZero();
    Run run = step(workspace, "distribute");
    assertThat(run.err())
        .contains("error[MG1083]: value \"env.ISTIO_MULTIROOT_MESH\" is \"false\"");
  }

  /** Lists of what the old root's authorities revoked are joined by those of the new one. */
  @Test
  void afterARevocationTheRootIsReplacedInTheSameSteps() {
    Workspace workspace = TestMesh.rendered(folder).workspace();
    workspace.write(
        "keys.txt", workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));
    workspace.holding("keys.txt");
    Run revoked = workspace.run("trust", "revoke", "east");
    assertThat(revoked.code()).as(revoked.err()).isZero();
    workspace.holding(TestMesh.ROOT_KEY);
    takes(workspace, "distribute");
    requireUpToDate(workspace);
    takes(workspace, "sign", "east", "--confirm-applied");
    requireUpToDate(workspace);
    takes(workspace, "sign");
    requireUpToDate(workspace);
    workspace.at(Workspace.NOW.plus(DAY));
    takes(workspace, "retire", "--confirm-applied");
    requireUpToDate(workspace);
    assertThat(workspace.read("rendered/clusters/west/trust/cacerts.sops.yaml"))
        .contains("ca-crl.pem: |");
    assertThat(workspace.run("rotate", "west").code()).isZero();
    requireUpToDate(workspace);
  }

  /** Of an authority whose key is elsewhere, somebody else signs the list. */
  @Test
  void listsOfACompanyComeWithTheStepThatNeedsThem() {
    Workspace workspace = TestMesh.rendered(folder).workspace();
    workspace.write(
        "keys.txt", workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));
    workspace.holding("keys.txt");
    ForeignCa company =
        ForeignCa.of("O=Company,CN=Root", ForeignCa.ec("secp384r1"), Workspace.NOW)
            .signingLists()
            .selfSigned();
    ForeignCa issuing =
        ForeignCa.of("O=Company,CN=Mesh CA", ForeignCa.ec("secp256r1"), Workspace.NOW)
            .signingLists()
            .pathLength(1)
            .issuedBy(company);
    workspace
        .write("company.pem", company.pem())
        .write("company-crl.pem", company.revoking(Workspace.NOW.minusSeconds(60), 900))
        .write("issuing.pem", issuing.pem())
        .write("issuing-key.pem", issuing.pkcs8());
    assertThat(
            takes(workspace, "distribute", "--certificate=company.pem", "--list=company-crl.pem")
                .err())
        .contains("nothing is revoked");
    Run revoked = workspace.run("trust", "revoke", "east");
    assertThat(revoked.code()).as(revoked.err()).isZero();
    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust: {authority: {files: {}}}\n  delivery:\n");
    assertThat(workspace.run("render").code()).isZero();
    Run imported =
        workspace.run(
            "trust",
            "import",
            "--certificate=issuing.pem",
            "--key=issuing-key.pem",
            "--chain=company.pem");
    assertThat(imported.code()).as(imported.err()).isZero();

    refuses(workspace, "MG1090", "sign", "--confirm-applied");
    takes(workspace, "sign", "--confirm-applied", "--list=company-crl.pem");

    requireUpToDate(workspace);
    assertThat(workspace.read(EAST)).contains("ca-crl.pem: |");
  }

  /** A cluster that joins in the middle trusts what the others trust, and signs as they do. */
  @Test
  void clustersJoinAndRotateWhileTheRootIsReplaced() {
    Workspace workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    takes(workspace, "distribute");
    takes(workspace, "sign", "east", "--confirm-applied");
    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north"));
    assertThat(workspace.run("render").code()).isZero();
    assertThat(workspace.run("rotate", "west").code()).isZero();
    String status = workspace.run("trust", "status").out();
    assertThat(status)
        .containsPattern("intermediate of north .* sign ")
        .containsPattern("intermediate of west .* distribute ")
        .contains("still to come: west");
    requireUpToDate(workspace);
  }

  @Test
  void theSpecSaysWhatTheNewRootIsLike() {
    Workspace workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust: {root: {key: ecdsa-p256}}\n  delivery:\n");
    Run refused = workspace.run("render");
    assertThat(refused.err()).contains("error[MG1004]", "meshgen trust rotate root distribute");
    takes(workspace, "distribute");
    requireUpToDate(workspace);
    takes(workspace, "sign", "--confirm-applied");
    workspace.at(Workspace.NOW.plus(DAY));
    takes(workspace, "retire", "--confirm-applied");
    requireUpToDate(workspace);
  }

  @Test
  void certificatesThatAreEncryptedComeFirst() throws Exception {
    TestMesh mesh = TestMesh.rendered(folder);
    Workspace workspace = mesh.workspace().holding(TestMesh.CLUSTERS_KEY);
    Sops.with(workspace, TestMesh.CLUSTERS_KEY).hide(EAST, mesh.clustersRecipient());
    workspace.run("adopt", "clusters/east/trust/cacerts.sops.yaml");
    refuses(workspace, "MG1078", "distribute", "--trust-recipients");
    assertThat(workspace.run("reseal").code()).isZero();
    takes(workspace, "distribute", "--trust-recipients");
  }

  @Test
  void whatBelongsToTheNewRootStaysTogether() {
    Workspace workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    String lock = workspace.read(LOCK);
    String certificate = workspace.read(CERTIFICATE);
    takes(workspace, "distribute");
    String both = workspace.read(CERTIFICATE);
    workspace.write(CERTIFICATE, certificate);
    assertThat(workspace.run("render").err()).contains("error[MG1080]");
    workspace.write(CERTIFICATE, both).write(LOCK, lock);
    assertThat(workspace.run("render").code()).isEqualTo(ExitCode.PROBLEMS);
  }

  /** As two merged branches may leave it. */
  @Test
  void eachClusterTrustsEachRootThatSigns() {
    Workspace workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    String lock = workspace.read("rendered/clusters/west/meshgen.lock");
    String file = workspace.read("rendered/clusters/west/trust/cacerts.sops.yaml");
    takes(workspace, "distribute");
    takes(workspace, "sign", "east", "--confirm-applied");
    workspace
        .write("rendered/clusters/west/meshgen.lock", lock)
        .write("rendered/clusters/west/trust/cacerts.sops.yaml", file);
    Run run = workspace.run("render", "--check");
    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("error[MG1081]: workloads of \"west\" would refuse those of \"east\"");
  }

  @Test
  void whereKeysAreElsewhereSoIsTheRotation() {
    TestMesh mesh = TestMesh.in(folder);
    Workspace workspace = mesh.workspace();
    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust: {authority: {external: {}}}\n  delivery:\n");
    mesh.render();
    refuses(workspace, "MG1075", "distribute");
  }

  @Test
  void aRootIsAnotherOnlyWithItsOwnKeyAndSubject() {
    TestMesh mesh = TestMesh.rendered(folder);
    Workspace workspace = mesh.workspace();
    workspace.write(
        "old.pem",
        workspace.read(CERTIFICATE).substring(workspace.read(CERTIFICATE).indexOf("-----")));
    refuses(workspace, "MG1076", "distribute", "--certificate=old.pem");
    ForeignCa same =
        ForeignCa.of("O=retail,CN=retail root g1", ForeignCa.ec("secp256r1"), Workspace.NOW)
            .selfSigned();
    workspace.write("same.pem", same.pem());
    refuses(workspace, "MG1076", "distribute", "--certificate=same.pem");
    ForeignCa leaf =
        ForeignCa.of("CN=leaf", ForeignCa.ec("secp256r1"), Workspace.NOW).leaf().selfSigned();
    workspace.write("leaf.pem", leaf.pem());
    refuses(workspace, "MG1044", "distribute", "--certificate=leaf.pem");
    ForeignCa expired =
        ForeignCa.of("CN=expired", ForeignCa.ec("secp256r1"), Workspace.NOW)
            .valid(Workspace.NOW.minus(Duration.ofDays(9)), Workspace.NOW.minus(Duration.ofDays(1)))
            .selfSigned();
    workspace.write("expired.pem", expired.pem());
    refuses(workspace, "MG1047", "distribute", "--certificate=expired.pem");
    workspace.write(
        "intermediate.pem", ImportedMesh.signer("x", ForeignCa.ec("secp256r1"), same).pem());
    refuses(workspace, "MG1045", "distribute", "--certificate=intermediate.pem");
  }

  /** That is how a mesh moves below the company's root. */
  @Test
  void goesFromAGeneratedRootToThatOfTheCompany() {
    TestMesh mesh = TestMesh.rendered(folder);
    Workspace workspace = mesh.workspace();
    ForeignCa company =
        ForeignCa.of("O=Company,CN=Root", ForeignCa.ec("secp384r1"), Workspace.NOW).selfSigned();
    ForeignCa issuing =
        ForeignCa.of("O=Company,CN=Mesh CA", ForeignCa.ec("secp256r1"), Workspace.NOW)
            .pathLength(1)
            .issuedBy(company);
    workspace
        .write("company.pem", company.pem())
        .write("issuing.pem", issuing.pem())
        .write("issuing-key.pem", issuing.pkcs8());

    takes(workspace, "distribute", "--certificate=company.pem");
    requireUpToDate(workspace);
    assertThat(workspace.exists(NEXT)).isFalse();
    workspace.holding(TestMesh.ROOT_KEY);
    refuses(workspace, "MG1077", "sign", "--confirm-applied");

    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust: {authority: {files: {}}}\n  delivery:\n");
    assertThat(workspace.run("render").code()).isZero();
    requireUpToDate(workspace);
    Run imported =
        workspace.run(
            "trust",
            "import",
            "--certificate=issuing.pem",
            "--key=issuing-key.pem",
            "--chain=company.pem");
    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(workspace.exists("rendered/trust/next-issuing-ca.sops.yaml")).isTrue();
    requireUpToDate(workspace);
    takes(workspace, "sign", "--confirm-applied");
    requireUpToDate(workspace);
    workspace.at(Workspace.NOW.plus(DAY));
    takes(workspace, "retire", "--confirm-applied");
    requireUpToDate(workspace);
    assertThat(workspace.exists(ROOT)).isFalse();
    assertThat(workspace.exists("rendered/trust/issuing-ca.sops.yaml")).isTrue();
    assertThat(workspace.exists("rendered/trust/next-issuing-ca.sops.yaml")).isFalse();
    assertThat(workspace.read(CERTIFICATE)).contains(company.pem());
    assertThat(workspace.run("rotate", "east").code()).isZero();
  }

  /** Certificates of imported files can be read: no key is needed, and all other bytes stay. */
  @Test
  void importedCacertsComeToTrustAnotherRoot() throws Exception {
    ForeignCa old = ImportedMesh.root();
    ImportedMesh mesh = ImportedMesh.below(folder, old);
    Workspace workspace = mesh.workspace();
    ForeignCa next =
        ForeignCa.of("O=Company,CN=Root", ForeignCa.ec("secp384r1"), Workspace.NOW).selfSigned();
    workspace.write("next.pem", next.pem());
    refuses(workspace, "MG1076", "distribute");
    Map<String, String> before = mesh.sealed("east");
    takes(workspace, "distribute", "--certificate=next.pem");
    Map<String, String> after = new LinkedHashMap<>(mesh.sealed("east"));
    assertThat(after.remove("root-cert.pem")).isEqualTo(old.pem() + next.pem());
    before = new LinkedHashMap<>(before);
    before.remove("root-cert.pem");
    assertThat(after).isEqualTo(before);
    requireUpToDate(workspace);

    for (String cluster : List.of("east", "west")) {
      Map<String, String> files =
          ImportedMesh.cacerts(ImportedMesh.signer(cluster, ForeignCa.ec("secp256r1"), next), next);
      files.put("root-cert.pem", old.pem() + next.pem());
      mesh.write(cluster, files);
    }
    mesh.imports("--cacerts", "certs");
    assertThat(workspace.read(LOCK)).contains("phase: \"sign\"");
    requireUpToDate(workspace);
    workspace.at(Workspace.NOW.plus(DAY));
    takes(workspace, "retire", "--confirm-applied");
    assertThat(mesh.sealed("west").get("root-cert.pem")).isEqualTo(next.pem());
    assertThat(workspace.read(CERTIFICATE)).contains(next.pem()).doesNotContain(old.pem());
    requireUpToDate(workspace);
  }

  /** With text between its certificates all of a file is sealed, and that text stays. */
  @Test
  void whatHidesItsCertificatesIsOpened() throws Exception {
    ForeignCa old = ImportedMesh.root();
    ImportedMesh mesh = ImportedMesh.below(folder, old);
    Workspace workspace = mesh.workspace();
    Map<String, String> files =
        ImportedMesh.cacerts(ImportedMesh.signer("east", ForeignCa.ec("secp256r1"), old), old);
    files.put("root-cert.pem", "the root\n" + old.pem());
    mesh.write("east", files);
    mesh.imports("east", "--cacerts", "certs/east");
    ForeignCa next =
        ForeignCa.of("O=Company,CN=Root", ForeignCa.ec("secp384r1"), Workspace.NOW).selfSigned();
    workspace.write("next.pem", next.pem());

    Run locked = step(workspace, "distribute", "--certificate=next.pem");
    assertThat(locked.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(locked.err()).contains("the roots that \"east\" trusts are sealed in it");
    workspace.holding(TestMesh.CLUSTERS_KEY);
    takes(workspace, "distribute", "--certificate=next.pem");

    assertThat(mesh.sealed("east").get("root-cert.pem"))
        .isEqualTo("the root\n" + old.pem() + next.pem());
    requireUpToDate(workspace);
  }

  /** A cluster of another mesh brings its own intermediate along, once its root is trusted. */
  @Test
  void twoMeshesBecomeOne() {
    ForeignCa root = ImportedMesh.root();
    ImportedMesh mesh = ImportedMesh.below(folder, root);
    Workspace workspace = mesh.workspace();
    ForeignCa other =
        ForeignCa.of("O=Other,CN=Root", ForeignCa.ec("secp384r1"), Workspace.NOW).selfSigned();
    Map<String, String> files =
        ImportedMesh.cacerts(ImportedMesh.signer("north", ForeignCa.ec("secp256r1"), other), other);
    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north"));
    mesh.write("north", files);
    assertThat(mesh.run("north", "--cacerts", "certs/north").err()).contains("error[MG1051]");
    workspace.replace("mesh.yaml", TestMesh.cluster("north", "net-north"), "");
    workspace.write("other.pem", other.pem());
    takes(workspace, "distribute", "--certificate=other.pem");

    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north"));
    assertThat(mesh.run("north", "--cacerts", "certs/north").err()).contains("error[MG1081]");
    files.put("root-cert.pem", other.pem() + root.pem());
    mesh.write("north", files);
    mesh.imports("north", "--cacerts", "certs/north");
    requireUpToDate(workspace);
    assertThat(workspace.run("trust", "status").out()).contains("1 of 3 clusters sign");
  }
}
