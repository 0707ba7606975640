package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitCodeTest {
  @TempDir Path folder;

  @Test
  void isOneWhenTheSpecHasProblems() {
    Workspace workspace = TestMesh.in(folder).workspace().replace("mesh.yaml", "eks", "ekz");

    Run run = workspace.run("render");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("error[MG0204]", "did you mean \"eks\"?");
    assertThat(run.out()).isEmpty();
    assertThat(workspace.exists("rendered")).isFalse();
  }

  @Test
  void isOneWhenTheCheckDiffers() {
    Workspace workspace = TestMesh.rendered(folder).workspace();
    workspace.replace("mesh.yaml", "platform: eks", "platform: aks");

    Run run = workspace.run("render", "--check");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines())
        .contains("~ rendered/clusters/east/values/eastwestgateway.yaml", "~ rendered/README.md");
    assertThat(run.err())
        .contains("rendered differs from what the spec compiles to; run `meshgen render`");
  }

  @Test
  void isOneForAWarningIfAskedToBeStrict() {
    Workspace workspace = TestMesh.in(folder).workspace();

    Run strict = workspace.run("render", "--strict");

    assertThat(strict.code()).isEqualTo(1);
    assertThat(strict.err()).contains("warning[MG1005]");
    assertThat(workspace.exists("rendered")).isFalse();
    assertThat(workspace.run("render").code()).isZero();
    assertThat(workspace.run("render", "--check", "--strict").code()).isEqualTo(1);
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "render --no-such-option",
        "render --check --dry-run",
        "render --format=xml",
        "render --as-of=yesterday",
        "no-such-command",
        "credential",
        "credential add",
        "credential add east",
        "credential add east -f - --from-file -",
        "credential add nowhere --from-file -",
        "rotate",
        "rotate nowhere",
        "adopt",
        "explain",
        "explain Mesh.spec.nothing",
        "explain cluster/nowhere",
        "explain cluster/east spec.nothing",
        "explain cluster/east metadata.name",
        "explain Mesh spec",
        "schema Pod",
        "init",
        "",
      })
  void isTwoWhenTheCommandLineMakesNoSense(String line) {
    Workspace workspace = TestMesh.rendered(folder).workspace();

    Run run = workspace.run(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).startsWith("meshgen: ").doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "render -f nothing.yaml",
        "render -f empty",
        "render -o mesh.yaml",
        "validate -f nothing.yaml",
        "explain cluster/east -f nothing.yaml",
        "credential add east --from-file nothing",
        "init mesh.yaml/below",
      })
  void isThreeWhenTheSurroundingsAreNotAsTheyMustBe(String line) throws Exception {
    Workspace workspace = TestMesh.in(folder).workspace();
    Files.createDirectory(folder.resolve("empty"));

    Run run = workspace.run(line.split(" "));

    assertThat(run.code()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).startsWith("meshgen: ").doesNotContain("\tat ");
  }

  @Test
  void isSeventyForADefectAndAsksToReportIt() {
    TestMesh.in(folder);
    StringWriter err = new StringWriter();
    Console broken =
        new Console(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            InputStream.nullInputStream(),
            folder,
            Map.of(),
            new BrokenClock(),
            false);

    int code = Main.run(broken, "render");

    assertThat(code).isEqualTo(70);
    assertThat(err.toString()).contains("bug in meshgen, please report it", "time is out of joint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--version",
        "render --help",
        "credential --help",
        "credential add --help",
        "init --help",
        "adopt -h"
      })
  void isZeroForHelpWhichGoesToStandardOutput(String line) {
    Run run = new Workspace(folder).run(line.split(" "));

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("meshgen");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void namesEveryCommandInItsHelp() {
    assertThat(new Workspace(folder).run("--help").out())
        .contains(
            "init",
            "render",
            "validate",
            "explain",
            "images",
            "schema",
            "credential",
            "rotate",
            "adopt")
        .contains("Exit codes:", "70");
  }

  private static final class BrokenClock extends Clock {
    @Override
    public ZoneId getZone() {
      throw new IllegalStateException("time is out of joint");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      throw new IllegalStateException("time is out of joint");
    }
  }
}
