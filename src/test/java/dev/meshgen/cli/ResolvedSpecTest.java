package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.golden.Example;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The resolved spec says what the layers say, in one layer. */
class ResolvedSpecTest {
  @TempDir Path folder;

  static List<Example> examples() {
    return Example.all();
  }

  private String resolved(Workspace workspace, String file) {
    Run run = workspace.run("validate", "--resolved", "-f", file);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isASpecThatResolvesToItselfAndCompilesToTheSameTree(Example example) {
    Workspace workspace = example.render(folder);

    String once = resolved(workspace, "spec");
    workspace.write("resolved.yaml", once);

    assertThat(resolved(workspace, "resolved.yaml")).isEqualTo(once);
    Run check = workspace.run("render", "--check", "-f", "resolved.yaml");
    assertThat(check.code()).as(check.out() + check.err()).isZero();
  }

  @Test
  void doesNotBringBackWhatWasRemoved() {
    Workspace workspace = TestMesh.in(folder).workspace();
    workspace.replace(
        "mesh.yaml",
        "  delivery:\n",
        """
        clusterDefaults:
          region: somewhere
          podCIDRs: [10.0.0.0/16]
          values:
            istiod:
              autoscaleMin: 3
              affinity: {zone: a}
        delivery:
        """
            .indent(2));
    workspace.append(
        "mesh.yaml",
        """
        region: null
        podCIDRs: null
        values:
          istiod:
            affinity: null
        """
            .indent(2));

    workspace.write("resolved.yaml", resolved(workspace, "mesh.yaml"));

    String west = workspace.read("resolved.yaml").split("---\n")[2];
    assertThat(west).contains("name: west", "affinity: null", "autoscaleMin: 3");
    assertThat(west).doesNotContain("region", "10.0.0.0/16");
    assertThat(resolved(workspace, "resolved.yaml")).isEqualTo(workspace.read("resolved.yaml"));
  }

  /** What the mesh itself says would come in again below a cluster. */
  @Test
  void keepsOutWhatAClusterDoesNotInheritFromTheMesh() {
    Workspace workspace = TestMesh.in(folder).workspace();
    workspace.replace("mesh.yaml", "  sops:\n", "  sops:\n      hckms: [\"region:11111111\"]\n");
    workspace.append("mesh.yaml", "  secrets: {sops: {hckms: null}}\n");
    String once = resolved(workspace, "mesh.yaml");
    workspace.write("resolved.yaml", once);

    assertThat(once.split("---\n")[2]).contains("name: west", "hckms: null");
    assertThat(once.split("---\n")[1]).contains("name: east", "- region:11111111");
    assertThat(resolved(workspace, "resolved.yaml")).isEqualTo(once);
  }

  @Test
  void keepsNumbersAndStringsApart() {
    Workspace workspace = TestMesh.in(folder).workspace();
    workspace.append(
        "mesh.yaml",
        """
        values:
          istiod:
            podAnnotations:
              text: "1.30"
              word: "on"
              empty: ""
            autoscaleMin: 2
        """
            .indent(2));

    assertThat(resolved(workspace, "mesh.yaml"))
        .contains("text: \"1.30\"", "word: \"on\"", "empty: \"\"", "autoscaleMin: 2");
  }

  @Test
  void printsNothingOfASpecThatIsWrong() {
    Workspace workspace = TestMesh.in(folder).workspace();
    workspace.replace("mesh.yaml", "network: net-west", "network: Net West");

    Run run = workspace.run("validate", "--resolved");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("error[MG0206]");
  }

  @Test
  void leavesStandardOutputToTheDiagnosticsWhenAMachineReadsThem() {
    Workspace workspace = TestMesh.in(folder).workspace();

    Run run = workspace.run("validate", "--resolved", "--format=json");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--resolved", "--format");
  }
}
