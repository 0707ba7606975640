package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.testing.AccountToken;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another token for a cluster: beside the one in use, or in its place at once. */
class CredentialRotationTest {
  private static final String READER = "rendered/clusters/east/access/reader.yaml";
  private static final String FILED = "rendered/discovery/east.sops.yaml";

  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void file() {
    TestMesh mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace();
    assertThat(add("meshgen-reader").code()).isZero();
  }

  private Run add(String account) {
    return workspace.runWith(
        AccountToken.ofAccount(account).secret(), "credential", "add", "east", "--from-file=-");
  }

  private String done(String... arguments) {
    Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    Run check = workspace.run("render", "--check");
    assertThat(check.code()).as(check.err()).isZero();
    return run.err();
  }

  private Run refused(String... arguments) {
    SortedMap<String, String> before = workspace.tree("rendered");
    String spec = workspace.read("mesh.yaml");
    Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isNotZero();
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    assertThat(workspace.read("mesh.yaml")).isEqualTo(spec);
    return run;
  }

  @Test
  void keepsTheTokenInUseUntilTheOthersHaveTheNext() {
    String filed = workspace.read(FILED);

    done("credential", "rotate", "east");

    assertThat(workspace.read("mesh.yaml")).contains("generation: 2", "keepGeneration: 1");
    assertThat(workspace.read(READER))
        .contains(
            "name: meshgen-reader-2\n",
            "name: meshgen-reader\n",
            "name: meshgen-reader-2-istio-remote-secret-token\n",
            "name: meshgen-reader-istio-remote-secret-token\n");
    // Others have the token that they had.
    assertThat(workspace.read(FILED)).isEqualTo(filed);

    assertThat(refused("credential", "rotate", "east").err()).contains("already has two tokens");
    assertThat(refused("credential", "rotate", "east", "--finish").err()).contains("error[MG1146]");
    assertThat(add("meshgen-reader").err()).contains("error[MG1114]");
    assertThat(add("meshgen-reader-2").code()).isZero();
    assertThat(workspace.read(FILED)).isNotEqualTo(filed);
    assertThat(workspace.read(READER)).contains("name: meshgen-reader\n");

    done("credential", "rotate", "east", "--finish");

    assertThat(workspace.read("mesh.yaml")).contains("generation: 2").doesNotContain("keepGen");
    assertThat(workspace.read(READER))
        .contains("name: meshgen-reader-2\n")
        .doesNotContain("name: meshgen-reader\n");
    assertThat(refused("credential", "rotate", "east", "--finish").err()).contains("one token");
  }

  @Test
  void endsATokenThatLeakedInOneStep() {
    String filed = workspace.read(FILED);

    assertThat(done("credential", "revoke", "east"))
        .contains("east without the token that the others have: ", "`meshgen credential add`");

    assertThat(workspace.read("mesh.yaml")).contains("generation: 2").doesNotContain("keepGen");
    assertThat(workspace.read(READER))
        .contains("name: meshgen-reader-2\n")
        .doesNotContain("name: meshgen-reader\n");
    assertThat(workspace.read(FILED)).isEqualTo(filed);
    // Whatever is rendered before the next one is there.
    workspace.replace("mesh.yaml", "https://west.example", "https://west-2.example");
    assertThat(done("render")).contains("east without the token");
    assertThat(add("meshgen-reader-2").code()).isZero();
    assertThat(done("render")).doesNotContain("without the token");
  }

  @Test
  void refusesToEndATokenInUseByHand() {
    workspace.replace(
        "mesh.yaml",
        "    apiServer: https://east.example:6443\n",
        "    apiServer: https://east.example:6443\n  discovery: {credential: {generation: 2}}\n");

    Run run = refused("render");

    assertThat(run.err())
        .contains(
            "error[MG1146]",
            "mesh.yaml:",
            "keepGeneration: 1",
            "`meshgen credential add east`",
            "revoke east");
  }

  @Test
  void refusesToBringBackWhatHasEnded() {
    done("credential", "revoke", "east");
    workspace.replace("mesh.yaml", "generation: 2", "generation: 1");

    assertThat(refused("render").err()).contains("error[MG1147]");
  }

  @Test
  void canBeCalledOffWhileTheOthersUseTheEarlierOne() {
    String spec = workspace.read("mesh.yaml");
    done("credential", "rotate", "east");
    workspace.write("mesh.yaml", spec);

    done("render");

    assertThat(workspace.read(READER)).doesNotContain("meshgen-reader-2");
  }

  @Test
  void editsOneClusterAndNothingElse() {
    workspace.replace("mesh.yaml", "name: west\n", "name: west   # as it is\n");
    String before = workspace.read("mesh.yaml");

    done("credential", "rotate", "east");

    String west = before.substring(before.indexOf("name: west"));
    assertThat(workspace.read("mesh.yaml")).endsWith(west);
  }

  @Test
  void refusesWhatCannotBeRotated() {
    assertThat(refused("credential", "rotate", "nowhere").err()).contains("no cluster \"nowhere\"");
    assertThat(refused("credential", "revoke", "nowhere").err()).contains("no cluster \"nowhere\"");
    assertThat(refused("credential", "rotate", "east", "-f", "-").err()).contains("standard input");
  }

  @Test
  void writesNeitherSpecNorTreeWhenTheSpecIsWrong() {
    workspace.replace("mesh.yaml", "https://west.example:6443", "http://west.example:6443");

    assertThat(refused("credential", "rotate", "east").err()).contains("error[MG0206]");
  }

  @Test
  void warnsOfIstiodsThatMishandleAnotherToken() {
    workspace.replace("mesh.yaml", "1.30.5", "1.29.8");
    workspace.run("render");

    Run run = workspace.run("credential", "rotate", "east");

    assertThat(run.err()).contains("warning[MG1149]: Istio 1.29.8 of west ");
    assertThat(run.err()).doesNotContain("of east");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "-1", "99999999999", "2 "})
  void tellsOfALockWithoutANumber(String generation) {
    done("credential", "rotate", "east");
    String lock = "rendered/clusters/east/meshgen.lock";
    workspace.replace(
        lock, "credential.generation\": \"2\"", "credential.generation\": \"" + generation + "\"");

    for (String command : List.of("render", "diff")) {
      Run run = workspace.run(command);

      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err())
          .contains(lock + ": error[MG1009]: the setting \"discovery.credential.generation\"");
    }
  }

  @Test
  void editsNoFileOfASpecOfWhichAnotherHasChangedInTheMeantime() throws Exception {
    String[] names = {"one.yaml", "two.yaml", "three.yaml"};
    List<SpecSource> before = new ArrayList<>();
    List<SpecSource> after = new ArrayList<>();
    for (String name : names) {
      workspace.write(name, "a: 1\n");
      before.add(new SpecSource(name, "a: 1\n".getBytes(StandardCharsets.UTF_8)));
      after.add(new SpecSource(name, "a: 2\n".getBytes(StandardCharsets.UTF_8)));
    }
    after.set(2, before.get(2));
    SpecEdit edit = new SpecEdit(console(), (sources, found) -> after);
    edit.of(before, null);
    workspace.write("three.yaml", "a: 3\n");

    assertThatThrownBy(edit::write).hasMessage("three.yaml has changed in the meantime; run again");

    assertThat(workspace.read("one.yaml")).isEqualTo("a: 1\n");
    assertThat(workspace.read("two.yaml")).isEqualTo("a: 1\n");
    workspace.write("three.yaml", "a: 1\n");
    edit.write();
    assertThat(workspace.read("one.yaml")).isEqualTo("a: 2\n");
  }

  private Console console() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new Console(
        nowhere,
        nowhere,
        InputStream.nullInputStream(),
        folder,
        Map.of(),
        Clock.systemUTC(),
        false);
  }
}
