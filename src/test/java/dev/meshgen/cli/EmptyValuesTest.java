package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A shell makes an empty word of a variable that is not set: of no option it is a value. */
class EmptyValuesTest {
  @TempDir private Path folder;

  static Stream<List<String>> options() {
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
    List<List<String>> typed = new ArrayList<>();
    Main.COMMANDS.forEach(
        (name, command) -> collect(List.of(name), command.apply(console).spec(), typed));
    return typed.stream();
  }

  private static void collect(List<String> words, CommandSpec command, List<List<String>> typed) {
    for (OptionSpec option : command.options()) {
      if (option.arity().max() > 0) {
        typed.add(and(words, option.longestName()));
      }
    }
    command
        .subcommands()
        .forEach((name, below) -> collect(and(words, name), below.getCommandSpec(), typed));
  }

  private static List<String> and(List<String> words, String word) {
    List<String> all = new ArrayList<>(words);
    all.add(word);
    return all;
  }

  @ParameterizedTest
  @MethodSource("options")
  void areMistakes(List<String> typed) {
    String option = typed.get(typed.size() - 1);
    Run run = new Workspace(folder).run(and(typed, "").toArray(String[]::new));

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err().lines().findFirst().orElse(""))
        .contains("'" + option + "'", "the value is empty");
    assertThat(run.out()).isEmpty();
  }
}
