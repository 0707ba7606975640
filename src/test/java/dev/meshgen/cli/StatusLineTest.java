package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.TextFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine.Model.CommandSpec;

/** The line that says at a terminal that something is still at work. */
class StatusLineTest {
  private static final Pattern PAST =
      Pattern.compile("System\\.(out|err|in)\\b|FileDescriptor\\.(out|err|in)\\b");
  private static final String CLEAR = "\r\u001b[K";
  private final StringWriter screen = new StringWriter();
  private final PrintWriter terminal = new PrintWriter(screen);

  private StatusLine started(Duration pace) {
    StatusLine line = new StatusLine("meshgen render", terminal, pace);
    line.start();
    return line;
  }

  private void awaitLine() throws InterruptedException {
    for (int i = 0; i < 500 && !screen.toString().contains("meshgen render: 0 s"); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(screen.toString()).contains(CLEAR + "meshgen render: 0 s");
  }

  @Test
  void isGoneAtTheEnd() throws InterruptedException {
    try (StatusLine line = started(Duration.ofMillis(20))) {
      awaitLine();
      assertThat(line).isNotNull();
    }
    String before = screen.toString();
    assertThat(before).endsWith(CLEAR);
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(screen.toString()).isEqualTo(before);
  }

  @Test
  void isGoneBeforeAnythingElseAppears() throws InterruptedException {
    try (StatusLine line = started(Duration.ofMillis(20));
        PrintWriter err = new StatusLine.Clearing(line, terminal, true)) {
      awaitLine();
      for (int i = 0; i < 200; i++) {
        err.println("word " + i);
      }
    }
    assertThat(screen.toString().split("\n"))
        .allMatch(
            line ->
                line.substring(line.lastIndexOf(CLEAR) + 1).contains("word")
                    || line.endsWith(CLEAR));
    assertThat(screen.toString().replaceAll("\r\u001b\\[K(meshgen render: \\d+ s)?", ""))
        .hasLineCount(200)
        .startsWith("word 0\nword 1\n");
  }

  @Test
  void leavesTheTerminalToWhoeverAsks() throws InterruptedException {
    try (StatusLine line = started(Duration.ofMillis(20))) {
      awaitLine();
      line.hold();
      String before = screen.toString();
      assertThat(before).endsWith(CLEAR);
      TimeUnit.MILLISECONDS.sleep(150);
      assertThat(screen.toString()).isEqualTo(before);
      line.release();
    }
  }

  @Test
  void saysHowFarARunIs() throws InterruptedException {
    try (StatusLine line = started(Duration.ofMillis(20));
        PrintWriter err = new StatusLine.Clearing(line, terminal, true)) {
      StatusLine.counting(err).reached(7, 1000);
      for (int i = 0; i < 500 && !screen.toString().contains("1000"); i++) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    assertThat(screen.toString())
        .contains(CLEAR + "meshgen render: 0 s, 7 of 1000")
        .endsWith(CLEAR);
  }

  @Test
  void countsInVainWhereThereIsNoLine() {
    StatusLine.counting(terminal).reached(7, 1000);
    assertThat(screen.toString()).isEmpty();
  }

  @Test
  void nothingAppearsWhereAllIsQuick() {
    started(Duration.ofHours(1)).close();
    assertThat(screen.toString()).isEmpty();
  }

  @Test
  void onlyAtATerminalAndNeverInCi() {
    assertThat(isWatched(true, Map.of())).isTrue();
    assertThat(isWatched(false, Map.of())).isFalse();
    assertThat(isWatched(true, Map.of("CI", "true"))).isFalse();
    assertThat(isWatched(true, Map.of("TERM", "dumb"))).isFalse();
  }

  private boolean isWatched(boolean atTerminal, Map<String, String> environment) {
    Console console = console(atTerminal, environment);
    Console watched = StatusLine.watching(console);
    StatusLine.end(watched);
    return watched != console;
  }

  private Console console(boolean atTerminal, Map<String, String> environment) {
    return new Console(
        terminal,
        terminal,
        InputStream.nullInputStream(),
        Path.of(""),
        environment,
        Clock.systemUTC(),
        atTerminal);
  }

  /** Whatever there is to run runs below the line, which says its whole name. */
  @TestFactory
  Stream<DynamicTest> everyCommandIsWatched() {
    return leaves(Main.every(console(false, Map.of())).getCommandSpec())
        .map(
            command ->
                DynamicTest.dynamicTest(command, () -> assertThat(watched(command)).isTrue()));
  }

  private static Stream<String> leaves(CommandSpec command) {
    return command.subcommands().isEmpty()
        ? Stream.of(command.qualifiedName())
        : command.subcommands().values().stream()
            .flatMap(nested -> leaves(nested.getCommandSpec()));
  }

  private boolean watched(String command) {
    Console watched = StatusLine.watching(console(true, Map.of()));
    Main.run(watched, (command.replaceFirst("meshgen ", "") + " --help").split(" "));
    StatusLine line = ((StatusLine.Clearing) watched.err()).line();
    StatusLine.end(watched);
    return line.text(3).equals(command + ": 3 s");
  }

  /** What would print past the line would be written over it. */
  @Test
  void nothingPrintsPastTheConsole() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      assertThat(
              sources
                  .filter(path -> path.toString().endsWith(".java"))
                  .filter(path -> PAST.matcher(TextFile.read(path)).find())
                  .map(path -> path.getFileName().toString()))
          .containsExactly("Main.java");
    }
  }

  /** What goes to a file or a terminal in blocks appears when they are full, or at the end. */
  @Test
  void isGoneBeforeWhatWasKeptBackAppears() throws InterruptedException {
    PrintWriter blocks = new PrintWriter(new BufferedWriter(screen));
    try (StatusLine line = started(Duration.ofMillis(20));
        PrintWriter out = new StatusLine.Clearing(line, blocks, false)) {
      out.print("the tree\n");
      awaitLine();
      out.flush();
    }
    assertThat(screen.toString()).contains(CLEAR + "the tree\n");
  }
}
