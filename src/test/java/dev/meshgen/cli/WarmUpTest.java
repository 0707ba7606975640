package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

final class WarmUpTest {

  @Test
  void beginsForTheCommandsThatReadASpec() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Console console =
        new Console(
            nowhere,
            nowhere,
            InputStream.nullInputStream(),
            Path.of(""),
            Map.of(),
            Clock.systemUTC(),
            false);
    Set<String> reading = new TreeSet<>();
    Main.COMMANDS.forEach(
        (name, command) -> {
          if (readsSpec(command.apply(console).spec())) {
            reading.add(name);
          }
        });

    assertThat(reading).contains("render").doesNotContain("init");
    assertThat(WarmUp.READING_SPECS).containsExactlyInAnyOrderElementsOf(reading);
  }

  @ParameterizedTest
  @CsvSource({
    "diff, true",
    "diff HEAD~1, true",
    "diff main HEAD, true",
    "diff src/main src/test, false",
    "diff --stat src/main src/test, true",
    "diff src/main src/test --format json, false",
    "diff --spec src/main src/test, true",
    "render -f one, true",
    "init one, false",
    "'', false"
  })
  void readsNoSpecToCompareTwoFolders(String typed, boolean reading) {
    String[] arguments = typed.isEmpty() ? new String[0] : typed.split(" ");

    assertThat(WarmUp.readsSpec(arguments)).isEqualTo(reading);
  }

  private static boolean readsSpec(CommandSpec command) {
    return command.findOption("-f") != null
        || command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .anyMatch(WarmUpTest::readsSpec);
  }
}
