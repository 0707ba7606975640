package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a spec may come from, and in which forms the answer goes out. */
class InputTest {
  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void render() {
    workspace = TestMesh.rendered(folder).workspace();
  }

  private void isTheSameSpec(Run run) {
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  @Test
  void readsStandardInput() {
    isTheSameSpec(workspace.runWith(workspace.read("mesh.yaml"), "render", "--check", "-f", "-"));
  }

  @Test
  void rendersIntoTheVeryFolderOfTheSpec() {
    Workspace.copy(folder.resolve("rendered"), folder.resolve("all"));
    workspace.write("all/mesh.yaml", workspace.read("mesh.yaml"));

    isTheSameSpec(workspace.run("render", "--check", "-f", "all", "-o", "all"));
  }

  @Test
  void takesAnEmptyPathForAMistake() {
    for (String option : new String[] {"-f", "-o"}) {
      Run run = workspace.run("render", option, "");
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains("the value is empty");
    }
    for (String option : new String[] {"--cacerts", "--certificate", "--key", "--pkcs12"}) {
      Run run = workspace.run("trust", "import", option, "");
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains("'" + option + "'", "the value is empty");
    }
  }

  @Test
  void saysInAFewWordsThatAFileHoldsNoIdentities() {
    Run run = workspace.holding("mesh.yaml").run("rotate", "east");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err())
        .contains("is not an age identity", "and so on, for ")
        .hasSizeLessThan(2000);
  }

  @Test
  void namesStandardInputInItsMessages() {
    Run run = workspace.runWith("kind: Mesh\n", "validate", "-f", "-");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("<stdin>:1:1: error[MG0201]").contains("1 | kind: Mesh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec", "spec/", "./spec"})
  void readsADirectoryWithTheTreeInIt(String argument) {
    String[] documents = workspace.read("mesh.yaml").split("---\n");
    workspace.write("spec/mesh.yml", documents[0]);
    workspace.write("spec/b/west.yaml", documents[2]);
    workspace.write("spec/a/east.yaml", documents[1]);
    workspace.write("spec/a/README.md", "kind: nothing\n");
    workspace.write("spec/.hidden/other.yaml", "kind: nothing\n");
    workspace.write("spec/a/.other.yaml", "kind: nothing\n");
    Workspace.copy(folder.resolve("rendered"), folder.resolve("spec/out/rendered"));

    isTheSameSpec(workspace.run("render", "--check", "-f", argument, "-o", "spec/out/rendered"));
    isTheSameSpec(workspace.run("render", "--check", "-f", argument, "-o", "rendered"));
  }

  @Test
  void readsSeveralPathsAndAbsoluteOnes() {
    String[] documents = workspace.read("mesh.yaml").split("---\n");
    workspace.write("a.yaml", documents[2]);
    workspace.write("b/b.yaml", documents[1]);
    workspace.write("c.yaml", documents[0]);

    isTheSameSpec(
        workspace.run(
            "render",
            "--check",
            "-f",
            "a.yaml",
            "-f",
            "b",
            "-f",
            folder.resolve("c.yaml").toString()));
  }

  @Test
  void readsAFileThatIsNamedTwiceOnce() {
    Run run = workspace.run("validate", "-f", "mesh.yaml", "-f", "./mesh.yaml");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void saysWhichClustersBesideANamedFileItDoesNotRead() {
    String[] documents = workspace.read("mesh.yaml").split("---\n");
    workspace.write("spec/mesh.yaml", documents[0] + "---\n" + documents[1]);
    workspace.write("spec/west.yaml", documents[2]);
    workspace.write("spec/other.yaml", workspace.read("mesh.yaml"));
    workspace.write("spec/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\n");
    String note = "files beside spec/mesh.yaml with clusters are not read: spec/west.yaml; add";

    assertThat(workspace.run("validate", "-f", "spec/mesh.yaml").err()).contains(note);
    assertThat(workspace.run("validate", "-f", folder + "/spec/mesh.yaml").err())
        .contains("with clusters are not read: " + folder + "/spec/west.yaml;");
    assertThat(workspace.run("validate", "-f", "spec/mesh.yaml", "-f", "spec/west.yaml").err())
        .doesNotContain("not read");
    workspace.write("spec/mesh.yaml", documents[0]);
    assertThat(workspace.run("validate", "-f", "spec/mesh.yaml").err())
        .contains(note, "missing Cluster document");
  }

  @Test
  void takesAnAbsoluteOutputFolder() {
    isTheSameSpec(workspace.run("render", "--check", "-o", folder.resolve("rendered").toString()));
  }

  @Test
  void printsNoBytesThatATerminalObeys() {
    workspace.replace("mesh.yaml", "platform: eks", "\"plat\\e[31mform\": eks");

    assertThat(workspace.run("validate").err()).doesNotContain("\u001b").contains("error[MG0208]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "render -f no\u001b[31mthing.yaml",
        "render -o mesh.yaml/\u001b[31mbelow",
        "render --no\u001b[31msuch",
        "adopt no\u001b[31mthing",
        "credential add east --from-file no\u001b[31mthing",
        "explain cluster/\u001b[31meast",
        "explain Mesh.spec.\u001b[31m",
        "schema \u001b[31m",
        "init new --name \u001b[31m",
      })
  void printsNoFileNameThatATerminalObeys(String line) {
    Run run = workspace.run(line.split(" "));

    assertThat(run.code()).isNotZero();
    assertThat(run.err()).startsWith("meshgen: ").contains("\\u001B[31m").doesNotContain("\u001b");
  }

  @Test
  void printsNoFolderNameThatATerminalObeys() {
    Run run = workspace.run("render", "-o", "out\u001b[31m");
    Run dry = workspace.run("render", "--dry-run", "-o", "out\u001b[31m2");

    assertThat(run.code()).isZero();
    assertThat(run.err() + dry.out() + dry.err()).contains("out\\u001B[31m");
    assertThat(run.err() + dry.out() + dry.err()).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({
    "render -f nothing.yaml,nothing.yaml does not exist",
    "credential add east --from-file nothing,cannot read the credential from nothing: no such"
        + " file or directory",
    "credential add east --from-file keys,cannot read the credential from keys: Is a directory",
    "render -f loop.yaml,cannot read loop.yaml: Too many levels of symbolic links",
    "render -f below,cannot read the directory below: below/loop: a loop of symbolic links",
    "init mesh.yaml/below,already exists",
  })
  void saysWhyAFileCannotBeRead(String line, String reason) throws Exception {
    Files.createSymbolicLink(folder.resolve("loop.yaml"), Path.of("loop.yaml"));
    Files.createSymbolicLink(
        Files.createDirectory(folder.resolve("below")).resolve("loop"), Path.of("."));

    Run run = workspace.run(line.split(" "));

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).startsWith("meshgen: ").contains(reason);
  }

  @Test
  void writesPlacesInListsInBrackets() {
    workspace.replace(
        "mesh.yaml", "  delivery:", "  clusterOverrides:\n    - set: {}\n  delivery:");

    assertThat(workspace.run("validate").err())
        .contains("missing required field \"spec.clusterOverrides[0].match\"");
  }

  @Test
  void printsDiagnosticsAsJson() {
    workspace.replace("mesh.yaml", "platform: eks", "platfrom: eks");

    Run run = workspace.run("validate", "--format=json");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).isEmpty();
    JsonNode json = JsonMapper.shared().readTree(run.out());
    assertThat(json.toString()).contains("MG0202", "\"mesh.yaml\"", "platfrom");
  }

  @Test
  void showsTheCommandThatMakesAClusterVisibleAsItHasToBeTyped() {
    String[] documents = workspace.read("mesh.yaml").split("---\n");
    workspace.write("the mesh/mesh.yaml", documents[0] + "---\n" + documents[1]);

    assertThat(workspace.run("render", "--check").err())
        .contains("`meshgen credential add west -o rendered --from-file -`");
    workspace.write("west.yaml", documents[2]);
    assertThat(workspace.run("render", "--check", "-f", "the mesh", "-f", "west.yaml").err())
        .contains(" -f 'the mesh' -f west.yaml -o rendered --from-file -`");
    assertThat(workspace.runWith(workspace.read("mesh.yaml"), "render", "-f", "-").err())
        .contains(" -f SPEC -o rendered --from-file -`");
  }

  @Test
  void printsDiagnosticsAsSarif() {
    Run run = workspace.run("render", "--check", "--format=sarif");

    assertThat(run.code()).isZero();
    JsonNode json = JsonMapper.shared().readTree(run.out());
    assertThat(json.at("/version").asString()).isEqualTo("2.1.0");
    assertThat(json.at("/runs/0/results/0/ruleId").asString()).isEqualTo("MG1005");
  }

  @Test
  void printsDiagnosticsAsWorkflowCommands() {
    assertThat(workspace.run("render", "--format=github").out())
        .contains("::warning file=mesh.yaml,line=");
  }

  @ParameterizedTest
  @CsvSource({"json,--check", "sarif,--check", "json,--dry-run", "sarif,--dry-run"})
  void leavesStandardOutputToTheDiagnosticsWhenAMachineReadsThem(String format, String mode) {
    workspace.replace("mesh.yaml", "platform: eks", "platform: aks");

    Run run = workspace.run("render", mode, "--format=" + format);

    JsonMapper.shared().readTree(run.out());
    assertThat(run.out() + run.err()).contains("README.md");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "sarif"})
  void printsADocumentEvenWhenThereIsNothingToSay(String format) {
    workspace.replace("mesh.yaml", TestMesh.cluster("west", "net-west"), "");

    Run run = workspace.run("validate", "--format=" + format);

    assertThat(run.code()).isZero();
    assertThat(JsonMapper.shared().readTree(run.out()).isMissingNode()).isFalse();
  }

  @Test
  void speaksToAMachineInTheFormatItAskedForWhateverGoesWrong() {
    workspace.append("rendered/clusters/east/trust/cacerts.sops.yaml", "\n");

    Run run = workspace.run("render", "--format=json");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(JsonMapper.shared().readTree(run.out()).toString()).contains("MG1002");
  }

  @Test
  void readsNoMoreThanItWillTake() {
    Run run = workspace.runWith("#".repeat(17 << 20), "validate", "-f", "-");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("MG0107");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "sarif", "github"})
  void repeatsNoSecretThatItFindsWrong(String format) {
    String password = "sword" + "fish";
    workspace.write(
        "mesh.yaml",
        workspace
            .read("mesh.yaml")
            .replace("https://git.example", "https://me:" + password + "@git.example"));

    Run run = workspace.run("validate", "--format", format);

    assertThat(run.out() + run.err()).contains("MG0905").doesNotContain(password);
  }

  @Test
  void writesNoIdentityThroughALink() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createDirectory(folder.resolve("shop"));
    Files.createSymbolicLink(folder.resolve("shop/keys"), elsewhere);

    Run run = workspace.run("init", "shop");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(elsewhere).isEmptyDirectory();
  }
}
