package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which intermediates a rotation replaces, however they are named. */
class RotateSelectionTest {
  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void render() {
    TestMesh mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
    label("east", "ring: canary, region: us");
    label("west", "ring: prod, region: us");
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-east"));
    label("south", "ring: edge, region: eu");
    workspace.replace(
        "mesh.yaml", remote(""), remote("  controlPlane: {role: remote, primaries: [east]}\n"));
    workspace.replace(
        "mesh.yaml",
        "    apiServer: https://east.example:6443\n",
        "    apiServer: https://east.example:6443\n  eastWest:\n    address: 10.1.0.1\n");
    mesh.render();
    workspace.holding(TestMesh.ROOT_KEY);
  }

  private static String remote(String field) {
    return "  name: south\n  labels: {ring: edge, region: eu}\nspec:\n" + field;
  }

  private void label(String cluster, String labels) {
    workspace.replace(
        "mesh.yaml",
        "  name: " + cluster + "\n",
        "  name: " + cluster + "\n  labels: {" + labels + "}\n");
  }

  private Run rotate(String... arguments) {
    return workspace.run(
        Stream.concat(Stream.of("trust", "rotate", "intermediate"), Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "east, east",
    "--selector=ring=canary, east",
    "--selector=region=us, east west",
    "-l region=us -l ring=prod, west",
    "--ring=prod, west",
    "--ring=us --ring-label=region, east west",
    "west --ring=canary, east west",
  })
  void rotatesTheClustersThatAreMeant(String arguments, String expected) {
    SortedMap<String, String> before = workspace.tree("rendered/clusters");

    Run run = rotate(arguments.split(" "));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("issued cacerts for " + expected.replace(" ", ", "));
    assertThat(Workspace.difference(before, workspace.tree("rendered/clusters")).keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(expected.split(" "))
                .flatMap(
                    name -> Stream.of(name + "/meshgen.lock", name + "/trust/cacerts.sops.yaml"))
                .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ring=produ         | no cluster has the label ring=produ; values of ring are canary, edge, prod",
        "--selector=rings=a   | no cluster has the label rings=a; did you mean the label \"ring\"?",
        "--selector=zone=a    | labels are region, ring",
        "--ring=edge          | only remotes have the label ring=edge, and a remote has no intermediate",
        "--selector=ring      | expected KEY=VALUE but was \"ring\"",
        "--ring-label=region  | --ring-label requires --ring",
        "-l ring=a --ring=b   | no cluster has two values of the label \"ring\"",
        "-l ring=prod -l region=eu | no cluster has the labels region=eu and ring=prod",
        "south                | is a remote and has no intermediate",
        "wets --ring=prod     | the spec has no cluster \"wets\"; did you mean \"west\"?",
        "--strict             | missing clusters: name them, or select them with --selector, --ring"
            + " or --exposed",
      })
  void saysWhichChoiceIsNone(String arguments, String words) {
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = rotate(arguments.split(" +"));

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(words);
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void theOldNameDoesTheSame() {
    Run run = workspace.run("rotate", "--ring=prod");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("issued cacerts for west");
    assertThat(workspace.run("trust", "rotate").err()).contains("missing subcommand: trust rotate");
  }
}
