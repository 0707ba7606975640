package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one root to another where somebody signs at another time: the phases wait for it. */
class CsrRotationTest {
  private static final Duration DAY = Duration.ofHours(25);
  private static final String SIGN_LOCK = "rendered/trust/meshgen.lock";
  private static final ForeignCa OLD = CsrMesh.root();
  private static final ForeignCa NEW =
      ForeignCa.of("O=Company,CN=Root G2", ForeignCa.ec("secp384r1"), Workspace.NOW).selfSigned();

  @TempDir Path folder;

  private static Run step(Workspace workspace, String... words) {
    List<String> arguments = new ArrayList<>(List.of("trust", "rotate", "root"));
    arguments.addAll(List.of(words));
    return workspace.run(arguments.toArray(new String[0]));
  }

  private static Run takes(Workspace workspace, String... words) {
    Run run = step(workspace, words);
    assertThat(run.code()).as(run.err()).isZero();
    Run check = workspace.run("render", "--check", "--frozen");
    assertThat(check.code()).as(check.out() + check.err()).isZero();
    return run;
  }

  private static Run refuses(Workspace workspace, String code, String... words) {
    SortedMap<String, String> before = workspace.tree("rendered");
    Run run = step(workspace, words);
    assertThat(run.err()).contains("error[" + code + "]");
    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    return run;
  }

  /** With both roots in every bundle. */
  private CsrMesh distributed() {
    CsrMesh mesh = CsrMesh.answered(folder, OLD);
    mesh.write("next.pem", NEW.pem());
    takes(mesh.workspace(), "distribute", "--certificate=next.pem");
    return mesh;
  }

  private static Run answers(CsrMesh mesh, ForeignCa root, String... clusters) {
    List<String> command = new ArrayList<>(List.of("trust", "import"));
    for (String cluster : clusters) {
      mesh.write(cluster + ".pem", mesh.answer(cluster).issuedBy(root).pem());
      command.add(cluster + ".pem");
    }
    return mesh.run(command.toArray(new String[0]));
  }

  private static void answered(CsrMesh mesh, ForeignCa root, String... clusters) {
    Run run = answers(mesh, root, clusters);
    assertThat(run.code()).as(run.err()).isZero();
    Run check = mesh.run("render", "--check", "--frozen");
    assertThat(check.code()).as(check.out() + check.err()).isZero();
  }

  private static long roots(CsrMesh mesh, String cluster) {
    String text = mesh.workspace().read(CsrMesh.CACERTS.formatted(cluster));
    return text.substring(text.indexOf("root-cert.pem"))
        .lines()
        .filter(line -> line.contains("BEGIN CERTIFICATE"))
        .count();
  }

  /** No identity is at hand at any time. */
  @Test
  void keepsWhatClustersHaveUntilTheAnswersCome() {
    CsrMesh mesh = distributed();
    Workspace workspace = mesh.workspace();
    String before = workspace.read(CsrMesh.CACERTS.formatted("east"));
    assertThat(roots(mesh, "east")).isEqualTo(2);

    Run signed = takes(workspace, "sign", "--confirm-applied");

    assertThat(signed.err())
        .contains(
            "wrote rendered/clusters/east/request/cacerts.csr.pem: have it signed",
            "root: 0 of 2 clusters sign with the new root",
            "next: meshgen trust import FILE");
    assertThat(workspace.read(CsrMesh.CACERTS.formatted("east"))).isEqualTo(before);
    assertThat(workspace.read(SIGN_LOCK)).contains("phase: \"sign\"");
    assertThat(refuses(workspace, "MG1073", "retire", "--confirm-applied").err())
        .contains("have their requests signed");

    Run wrong = answers(mesh, OLD, "east");
    assertThat(wrong.err()).contains("error[MG1051]", "but must chain to root");
    answered(mesh, NEW, "east");
    assertThat(roots(mesh, "east")).isEqualTo(2);
    assertThat(workspace.run("trust", "status").out())
        .containsPattern("intermediate of east .* sign ")
        .containsPattern("intermediate of west .* distribute ")
        .contains("Next: meshgen trust import FILE");
    refuses(workspace, "MG1073", "retire", "--confirm-applied");
    answered(mesh, NEW, "west");
    refuses(workspace, "MG1074", "retire", "--confirm-applied");
    workspace.at(Workspace.NOW.plus(DAY));
    takes(workspace, "retire", "east", "--confirm-applied");
    takes(workspace, "retire");

    assertThat(roots(mesh, "west")).isEqualTo(1);
    assertThat(workspace.read(SIGN_LOCK)).doesNotContain("rotation");
    assertThat(workspace.read("rendered/trust/root-cert.pem"))
        .contains(NEW.pem())
        .doesNotContain(OLD.pem());
    mesh.succeeds("rotate", "east");
    answered(mesh, NEW, "east");
  }

  /** Also one whose key is elsewhere: it may end before the old one. */
  @Test
  void theNewRootIsAmongWhatEnds() {
    ForeignCa soon =
        ForeignCa.of("O=Company,CN=Soon", ForeignCa.ec("secp384r1"), Workspace.NOW)
            .valid(Workspace.NOW, Workspace.NOW.plus(Duration.ofDays(400)))
            .selfSigned();
    CsrMesh mesh = CsrMesh.answered(folder, OLD);
    mesh.write("next.pem", soon.pem());
    takes(mesh.workspace(), "distribute", "--certificate=next.pem");

    Run status = mesh.run("trust", "status", "--fail-under", "500d");

    assertThat(status.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(status.out()).containsPattern("new root +2027-02-19 +400 ").contains("\nroot ");
    assertThat(mesh.run("trust", "status", "--format", "ics").out()).contains("new root expires");
    assertThat(mesh.run("trust", "status", "--format", "json").out()).contains("\"new root\"");
    assertThat(mesh.run("trust", "show").out())
        .contains("new root\n  subject     O=Company,CN=Soon\n", "\nroot\n  subject ");
    takes(mesh.workspace(), "distribute", "--back");
    assertThat(mesh.run("trust", "status").out()).doesNotContain("new root");
  }

  @Test
  void asksNobodyTwice() {
    CsrMesh mesh = distributed();
    takes(mesh.workspace(), "sign", "--confirm-applied");
    SortedMap<String, String> before = mesh.workspace().tree("rendered");
    takes(mesh.workspace(), "sign");
    assertThat(mesh.workspace().tree("rendered")).isEqualTo(before);
  }

  /** Its key and its request stay as they are; only who is to answer changes. */
  @Test
  void aRequestThatIsOpenGoesToTheNewRoot() {
    CsrMesh mesh = distributed();
    mesh.succeeds("rotate", "east");
    String request = mesh.request("east");
    takes(mesh.workspace(), "sign", "east", "--confirm-applied");
    assertThat(mesh.request("east")).isEqualTo(request);
    assertThat(answers(mesh, OLD, "east").err()).contains("error[MG1051]");
    answered(mesh, NEW, "east");
  }

  @Test
  void goesBackBeforeAndAfterTheAnswers() {
    CsrMesh mesh = distributed();
    Workspace workspace = mesh.workspace();
    takes(workspace, "sign", "--confirm-applied");
    answered(mesh, NEW, "east");

    Run back = takes(workspace, "sign", "--back");

    assertThat(back.err()).contains("withdrew the request of west");
    assertThat(workspace.exists(CsrMesh.REQUEST.formatted("west"))).isFalse();
    assertThat(answers(mesh, NEW, "east").err()).contains("error[MG1051]");
    refuses(workspace, "MG1073", "distribute", "--back", "--confirm-applied");
    answered(mesh, OLD, "east");
    refuses(workspace, "MG1074", "distribute", "--back", "--confirm-applied");
    workspace.at(Workspace.NOW.plus(DAY));
    takes(workspace, "distribute", "--back", "--confirm-applied");
    assertThat(workspace.read(SIGN_LOCK)).doesNotContain("rotation");
    assertThat(roots(mesh, "east")).isEqualTo(1);
  }

  /** Nothing runs in a cluster that waits for its first certificate, so the others do not wait. */
  @Test
  void aClusterThatJoinsMeanwhileEndsBelowTheNewRoot() {
    CsrMesh mesh = CsrMesh.answered(folder, OLD);
    Workspace workspace = mesh.workspace();
    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north"));
    mesh.succeeds("trust", "csr", "north");
    mesh.write("next.pem", NEW.pem());
    takes(workspace, "distribute", "--certificate=next.pem");
    takes(workspace, "sign", "east", "west", "--confirm-applied");
    answered(mesh, NEW, "east", "west");
    workspace.at(Workspace.NOW.plus(DAY));
    assertThat(refuses(workspace, "MG1073", "retire", "--confirm-applied").err())
        .contains("still has open requests for north");
    takes(workspace, "sign", "north");
    answered(mesh, NEW, "north");
    assertThat(roots(mesh, "north")).isEqualTo(2);
    workspace.at(Workspace.NOW.plus(DAY).plus(DAY));
    takes(workspace, "retire", "--confirm-applied");
  }

  /** What meshgen made signs for as long as a cluster is below it; then its key is gone. */
  @Test
  void aGeneratedRootMakesRoomForThatOfTheCompany() {
    TestMesh generated = TestMesh.rendered(folder);
    Workspace workspace = generated.workspace();
    workspace.write("next.pem", NEW.pem());
    takes(workspace, "distribute", "--certificate=next.pem");
    CsrMesh mesh = CsrMesh.of(generated);
    mesh.succeeds("render");
    assertThat(workspace.exists("rendered/trust/root-ca.sops.yaml")).isTrue();
    assertThat(refuses(workspace, "MG1084", "distribute", "--back").err())
        .contains("revert `trust.authority`");

    workspace.holding(TestMesh.ROOT_KEY);
    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north"));
    mesh.succeeds("render");
    mesh.succeeds("rotate", "east");
    assertThat(workspace.exists(CsrMesh.REQUEST.formatted("east"))).isFalse();
    assertThat(roots(mesh, "north")).isEqualTo(2);

    workspace.holdingNothing();
    takes(workspace, "sign", "east", "--confirm-applied");
    takes(workspace, "sign");
    answered(mesh, NEW, "east", "west", "north");
    workspace.holding(TestMesh.ROOT_KEY);
    takes(workspace, "sign", "west", "--back");
    assertThat(workspace.run("trust", "status").out())
        .containsPattern("intermediate of west .* distribute ");
    workspace.holdingNothing();
    takes(workspace, "sign");
    answered(mesh, NEW, "west");
    workspace.at(Workspace.NOW.plus(DAY));
    takes(workspace, "retire", "--confirm-applied");
    assertThat(workspace.exists("rendered/trust/root-ca.sops.yaml")).isFalse();
    assertThat(workspace.read("rendered/.sops.yaml")).doesNotContain("root-ca");
    mesh.succeeds("rotate", "east");
    answered(mesh, NEW, "east");
  }

  @Test
  void theKeyOfANewRootIsNotLeftToOthers() {
    TestMesh generated = TestMesh.rendered(folder);
    takes(generated.workspace(), "distribute", "--trust-recipients");
    CsrMesh mesh = CsrMesh.of(generated);
    assertThat(mesh.run("render").err())
        .contains("error[MG1031]", "next-root-ca.sops.yaml", "revert `trust.authority`");
  }

  @Test
  void whatWasMadeElsewhereIsNotMadeAgain() {
    CsrMesh mesh = CsrMesh.answered(folder, OLD);
    mesh.workspace().replace("mesh.yaml", "  trust: {authority: {csr: {}}}\n", "");
    assertThat(mesh.run("render").err())
        .contains("error[MG1084]", "the root of this mesh was created elsewhere");
  }
}
