package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.ForeignCa;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A nightly job replaces what is due, and nothing else. */
class TrustRenewTest {
  private static final String EAST = "clusters/east/trust/cacerts.sops.yaml";

  @TempDir Path folder;

  private Workspace workspace;

  /** Of which west was rotated 300 days later: east ends on 2027-01-15, west on 2027-11-11. */
  private void renderTwice() {
    workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    at(300);
    assertThat(workspace.run("rotate", "west").code()).isZero();
  }

  private void at(int days) {
    workspace.at(Workspace.NOW.plus(Duration.ofDays(days)));
  }

  private Run renew(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "trust";
    arguments[1] = "renew";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return workspace.run(arguments);
  }

  @Test
  void replacesWhatEndsInLess() {
    renderTwice();
    at(336);
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = renew("--due", "30d");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("issued cacerts for east\n");
    assertThat(Workspace.difference(before, workspace.tree("rendered")).keySet())
        .contains(EAST, "clusters/east/meshgen.lock")
        .doesNotContain("clusters/west/meshgen.lock");
    assertThat(renew("--due", "30d").err())
        .isEqualTo(
            "meshgen: no intermediate is due; the next to expire is the intermediate of west, on"
                + " 2027-11-11\n");
  }

  @Test
  void byDefaultWhatIsInItsLastThird() {
    renderTwice();

    assertThat(renew("--dry-run").out()).isEqualTo("intermediate of east, on 2027-01-15\n");
    assertThat(renew().err()).contains("issued cacerts for east\n");
  }

  /** Whatever it would need: the identity of what signs is nowhere. */
  @Test
  void listsWhatARotationWouldReplace() {
    renderTwice();
    workspace.holdingNothing();
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = workspace.run("trust", "rotate", "intermediate", "east", "--dry-run");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo("would seal " + EAST + ": the current intermediate expires on 2027-01-15\n");
    assertThat(workspace.run("rotate", "west", "--dry-run").out()).contains("west", "2027-11-11");
    assertThat(workspace.run("rotate", "north", "--dry-run").code()).isEqualTo(ExitCode.USAGE);
    assertThat(workspace.run("rotate", "--dry-run").code()).isEqualTo(ExitCode.USAGE);
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  /** What would be refused is refused. */
  @Test
  void aRotationThatWouldBeRefusedIsNotListed() {
    workspace = ImportedMesh.below(folder, ImportedMesh.root()).workspace();

    Run run = workspace.run("rotate", "east", "--dry-run");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("error[MG1052]");
  }

  @Test
  void ofRequestsItListsTheKeysToBeMade() {
    workspace = CsrMesh.answered(folder, CsrMesh.root()).workspace();
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = workspace.run("rotate", "east", "--dry-run");

    assertThat(run.out())
        .contains("would seal clusters/east/request/cacerts.sops.yaml: the current inter");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void writesNothingWhenNothingIsDue() {
    renderTwice();
    workspace.holdingNothing();
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = renew("--due", "30d");

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "meshgen: no intermediate is due; the next to expire is the intermediate of east, on"
                + " 2027-01-15\n");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void listsWhatIsDueWithoutAKey() {
    renderTwice();
    workspace.holdingNothing();
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = renew("--due", "90d", "--dry-run");

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo("intermediate of east, on 2027-01-15\n");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    assertThat(renew("--due", "90d").code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void doesNotReplaceEveryNightWhatCannotLastLonger() {
    renderTwice();
    workspace.replace(
        "mesh.yaml", "  secrets:\n", "  trust: {root: {validity: 3650d}}\n  secrets:\n");
    workspace.at(Instant.parse("2036-01-10T00:00:00Z"));
    assertThat(workspace.run("rotate", "east", "west").code()).isZero();
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = renew("--due", "30d");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains(
            "a new intermediate of east would expire no later: its issuer also expires on"
                + " 2036-01-13; replace that first",
            "no other intermediate is due\n");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void refusesWhatWouldBeDueAtOnce() {
    renderTwice();

    Run run = renew("--due", "365d");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("due immediately", "`trust.intermediate.validity` is 365d");
  }

  @Test
  void saysWhatToDoForImportsThatNothingHereSigns() {
    ForeignCa root =
        ForeignCa.of("O=Istio,CN=Root CA", ForeignCa.ec("secp384r1"), Workspace.NOW)
            .valid(Workspace.NOW, Workspace.NOW.plus(Duration.ofDays(7300)))
            .selfSigned();
    ImportedMesh mesh = ImportedMesh.below(folder, root);
    workspace = mesh.workspace();
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = renew("--due", "360d");
    assertThat(run.code()).isZero();
    at(3640);
    run = renew("--due", "30d");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains(
            "error[MG1052]",
            "`meshgen trust import --certificate FILE --key FILE`",
            "`meshgen trust import east --cacerts FILE`");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void saysWhoRenewsWhatTheTreeDoesNotHold() {
    workspace = TestMesh.in(folder).workspace();
    workspace.replace(
        "mesh.yaml",
        "  delivery:\n",
        "  trust: {authority: {certManager: {issuer: {name: mesh-root}}}}\n  delivery:\n");

    Run run = renew("--due", "30d");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("the intermediates of mesh retail come from cert-manager, and are renewed there");
  }

  @Test
  void namesClustersThatLeftTheSpec() {
    renderTwice();
    workspace.write(
        "mesh.yaml",
        workspace.read("mesh.yaml").replaceFirst("(?s)---\n(?=.*name: east).*?---", "---"));
    at(336);

    Run run = renew("--due", "30d");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("\"east\" is not in the spec, and gets no intermediate");
  }
}
