package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run that goes well must not load, because it takes longer than all that is done with it.
 * Who loads it all the same, a JDK 25 says with {@code -Xlog:class+load+cause
 * -XX:LogClassLoadingCauseFor=java.lang.runtime.ObjectMethods}.
 */
class StartTest {
  private static final List<String> COSTLY =
      List.of(
          // equals and hashCode of records: diagnostic.Span
          "java.lang.runtime.ObjectMethods",
          // data binding: spec.SchemaReader
          "tools.jackson.databind.ObjectMapper",
          // dates in Bouncy Castle: pki.CertificateTime
          "java.text.SimpleDateFormat",
          // annotations: cli.Command
          "jdk.proxy");

  @TempDir Path folder;

  @Test
  void loadsNothingCostly() throws Exception {
    TestMesh.in(folder);

    assertThat(costly("render", "-f", "mesh.yaml", "-o", "rendered", "--trust-recipients"))
        .isEmpty();
    assertThat(costly("render", "-f", "mesh.yaml", "-o", "rendered")).as("again").isEmpty();
    assertThat(costly("validate", "-f", "mesh.yaml")).isEmpty();
  }

  private List<String> costly(String... arguments) throws IOException, InterruptedException {
    List<String> loaded = loaded(arguments);
    assertThat(loaded).contains("dev.meshgen.rules.Rules");
    return loaded.stream().filter(StartTest::isCostly).toList();
  }

  private static boolean isCostly(String name) {
    return COSTLY.stream().anyMatch(name::startsWith);
  }

  /** The classes that a separate JVM loads for a command. */
  private List<String> loaded(String... arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("classes.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load=info:file=" + log + ":none");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Path said = folder.resolve("said.log");
    int code =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    assertThat(code).as(Files.readString(said)).isZero();
    return Files.readAllLines(log).stream().map(line -> line.split(" ")[0]).toList();
  }
}
