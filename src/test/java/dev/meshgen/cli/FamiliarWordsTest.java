package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type who know other tools. */
class FamiliarWordsTest {
  @TempDir Path folder;

  @Test
  void helpAndVersionAreCommandsToo() {
    Workspace workspace = new Workspace(folder);

    assertThat(workspace.run("help")).isEqualTo(workspace.run("--help"));
    assertThat(workspace.run("help", "help")).isEqualTo(workspace.run("--help"));
    assertThat(workspace.run("help", "render")).isEqualTo(workspace.run("render", "--help"));
    assertThat(workspace.run("help", "credential", "add"))
        .isEqualTo(workspace.run("credential", "add", "--help"));
    assertThat(workspace.run("version")).isEqualTo(workspace.run("--version"));
  }

  @ParameterizedTest
  @CsvSource({
    "plan,meshgen upgrade plan",
    "lint,meshgen validate",
    "template,meshgen render",
    "rendr,meshgen render"
  })
  void otherWordsSayWhichCommandIsMeant(String word, String command) {
    Run run = new Workspace(folder).run(word);

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("Did you mean: ", command);
  }

  @Test
  void aPathMayStandAlone() {
    Workspace workspace = TestMesh.in(folder).workspace();

    assertThat(workspace.run("validate", "mesh.yaml").code()).isEqualTo(ExitCode.OK);
    assertThat(workspace.run("images", ".").out())
        .isEqualTo(workspace.run("images", "-f", ".").out());
    assertThat(workspace.run("upgrade", "plan", "--to", "1.31.1", "mesh.yaml").out())
        .isNotEmpty()
        .isEqualTo(workspace.run("upgrade", "plan", "--to", "1.31.1", "-f", "mesh.yaml").out());
    assertThat(workspace.run("trust", "status", "nowhere.yaml").err())
        .isEqualTo(workspace.run("trust", "status", "-f", "nowhere.yaml").err());
    assertThat(workspace.run("render", "--dry-run", "nowhere.yaml").err())
        .contains("nowhere.yaml does not exist");
    assertThat(workspace.run("validate", "./mesh.yaml", "-f", ".", "-f", "mesh.yaml").code())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void clustersThatAllAreArgoCdsOwnHaveOneEach() {
    Workspace workspace = TestMesh.in(folder).workspace();
    String spec = workspace.read("mesh.yaml");
    String own = "  argocd: {destination: in-cluster}\n  network: net-";
    workspace.write("mesh.yaml", spec.replace("  network: net-", own));

    assertThat(workspace.run("validate").err())
        .contains("MG0903", "`delivery.argocd.mode: cluster`");
    workspace.write(
        "mesh.yaml", spec.replace("    argocd:\n", "    argocd:\n      mode: cluster\n"));
    assertThat(workspace.run("validate").code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aDateIsAskedForInWords() {
    assertThat(TestMesh.in(folder).workspace().run("validate", "--as-of", "tomorrow").err())
        .contains("expected a date such as 2027-03-31 but was \"tomorrow\"")
        .doesNotContain("java");
  }

  @Test
  void imagesOfAMirrorAreNamedWhereIstioPublishesThem() {
    Workspace workspace = TestMesh.in(folder).workspace();
    String published = workspace.run("images").out();
    workspace.replace(
        "mesh.yaml",
        "version: \"1.30.5\"",
        "version: \"1.30.5\"\n    hub: mirror.example/istio\n    charts: oci://mirror.example/charts");

    assertThat(workspace.run("images").out()).contains("mirror.example/istio/pilot:1.30.5");
    assertThat(workspace.run("images", "--upstream").out()).isEqualTo(published);
  }

  @Test
  void manyAlikeErrorsAreCounted() {
    TestMesh mesh = TestMesh.in(folder);
    StringBuilder more = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      more.append(TestMesh.cluster("c" + i, "-net" + i));
    }
    Run run = mesh.workspace().append("mesh.yaml", more.toString()).run("validate");

    assertThat(run.err()).contains("and 597 more of mesh.yaml:", "(MG0206)", "600 errors");
    assertThat(run.err().lines()).hasSizeLessThan(40);
  }

  @ParameterizedTest
  @CsvSource({
    "explain spec.istio,meshgen explain Mesh.spec.istio; or meshgen explain Cluster.spec.istio?",
    "explain network,Did you mean: meshgen explain Cluster.spec.network; or",
    "help nosuch,unknown command \"nosuch\"",
    "help trust rotat,Did you mean: meshgen trust rotate?",
    "help trust status now,unexpected argument \"now\"",
    "diff -x,See `meshgen diff --help`.",
    "completion ksh,invalid value \"ksh\" for SHELL; expected one of bash; zsh; fish",
    "validate --format xml,invalid value \"xml\" for --format; expected one of text; json",
    "versoin,Did you mean: meshgen version?",
    "trust help,See `meshgen trust --help`.",
    "trust rotat,Did you mean: meshgen trust rotate?",
    "render --chekc,Did you mean: --check?",
    "diff a b c,unexpected argument \"c\"",
    "diff a b c,See `meshgen diff --help`.",
    "sign,missing required option: '--key=FILE'",
    "help plan,Did you mean: meshgen render --dry-run"
  })
  void whatIsNotThereIsSaidAndWhatIsMeantToo(String typed, String said) {
    Run run = new Workspace(folder).run(typed.split(" "));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(said.replaceAll(";(?! expected)", ","));
  }

  /** Somebody who types a path waits for an answer; a script has the exit code. */
  @Test
  void aValidSpecIsSaidToBeValidAtATerminal() {
    String example = "examples/multi-primary-multi-network";
    assertThat(validate(example, true)).isEqualTo("meshgen: valid: 2 clusters\n");
    assertThat(validate(example, false)).isEmpty();
  }

  private static String validate(String path, boolean terminal) {
    StringWriter said = new StringWriter();
    PrintWriter err = new PrintWriter(said);
    Console console =
        new Console(
            err,
            err,
            InputStream.nullInputStream(),
            Path.of("").toAbsolutePath(),
            Map.of(),
            Clock.fixed(Workspace.NOW, ZoneOffset.UTC),
            terminal);
    assertThat(Main.run(console, "validate", path)).isZero();
    return said.toString();
  }

  @Test
  void everyCommandIsListedOnce() {
    assertThat(CommandGroups.ALL.values().stream().flatMap(List::stream))
        .containsExactlyElementsOf(Main.COMMANDS.keySet());
    assertThat(new Workspace(folder).run("--help").out())
        .contains("\nReview a change:\n  diff ", "`meshgen help COMMAND`");
  }
}
