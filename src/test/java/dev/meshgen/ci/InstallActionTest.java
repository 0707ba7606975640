package dev.meshgen.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step of the actions that finds the meshgen to use. */
class InstallActionTest {
  private static final String INSTALL =
      Path.of(".github/actions/meshgen/install").toAbsolutePath().toString();

  @TempDir private Path folder;
  private Job job;

  @BeforeEach
  void runner() {
    job = new Job(folder);
    job.with("RUNNER_TEMP", folder.resolve("temp").toString())
        .with("RUNNER_OS", "Linux")
        .with("RUNNER_ARCH", "X64")
        .with("GITHUB_OUTPUT", job.output.toString());
  }

  private Job.Step install(String meshgen, String... more) {
    List<String> command = more.length == 0 ? List.of(INSTALL) : List.of(INSTALL, more[0]);
    return job.with("MESHGEN", meshgen).run(command);
  }

  /** A program instead of meshgen, or of java, which says how it was called. */
  private Path program(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Job.executable(file, "echo \"$0 $*\"");
    return file;
  }

  @Test
  void cachesWhatItBuildsByItsSources() {
    Job.Step step = install("", "prepare").succeeded();
    assertThat(step.outputs().get("key")).matches("meshgen-Linux-X64-[0-9a-f]{64}");
    assertThat(step.outputs()).containsEntry("folder", folder.resolve("temp/meshgen").toString());
    assertThat(install("", "prepare").outputs()).isEqualTo(step.outputs());
  }

  @Test
  void cachesNothingThatItIsGiven() {
    assertThat(install("some.jar", "prepare").succeeded().outputs()).isEmpty();
  }

  /** As the cache restores it: the launcher with its jar, and no sources beside them. */
  @Test
  void takesWhatWasBuiltBefore() throws IOException {
    Path built = program("temp/meshgen/meshgen");
    Files.createDirectories(folder.resolve("temp/meshgen/target"));
    Files.writeString(folder.resolve("temp/meshgen/target/meshgen.jar"), "");
    assertThat(install("").succeeded().outputs()).containsEntry("meshgen", built.toString());
  }

  @Test
  void takesACommandAFolderOrAFileInIt() throws IOException {
    Path launcher = program("a folder/meshgen");
    for (String given : List.of(launcher.toString(), launcher.getParent().toString())) {
      Job.Step step = install(given).succeeded();
      assertThat(step.outputs()).containsEntry("meshgen", launcher.toString());
      assertThat(step.out()).contains("--version");
    }
    program("checkout/tools/meshgen");
    assertThat(install("./tools/meshgen").succeeded().outputs().get("meshgen"))
        .startsWith("/")
        .endsWith("tools/meshgen");
  }

  @Test
  void startsAJarWithJava() throws IOException {
    Path java = program("java/java");
    job.with("PATH", java.getParent() + ":" + System.getenv("PATH")).write("it's a.jar", "");
    Job.Step step = install("it's a.jar").succeeded();
    assertThat(step.out()).contains("-jar " + job.checkout.resolve("it's a.jar") + " --version");
  }

  @Test
  void unpacksADistribution() throws IOException {
    program("checkout/meshgen-1.2.3/meshgen");
    job.must("tar", "czf", "dist.tar.gz", "meshgen-1.2.3");
    assertThat(install("dist.tar.gz").succeeded().outputs())
        .containsEntry("meshgen", folder.resolve("temp/meshgen/meshgen").toString());
  }

  @Test
  void saysWhatDoesNotExist() {
    for (String given : List.of("nowhere.jar", "nowhere.tar.gz", "nowhere")) {
      Job.Step step = install(given);
      assertThat(step.code()).isEqualTo(1);
      assertThat(step.out()).contains("::error title=meshgen::").contains(given);
    }
  }
}
