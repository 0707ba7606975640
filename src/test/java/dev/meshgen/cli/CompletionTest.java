package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts that complete commands in a shell. */
final class CompletionTest {
  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void start() {
    workspace = new Workspace(folder);
  }

  private String script(String shell) {
    Workspace.Run run = workspace.run("completion", shell);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  /** As bash asks: the words so far, and the one that is being typed. */
  @ParameterizedTest
  @CsvSource({
    "'meshgen dif', diff",
    "'meshgen trust sta', status",
    "'meshgen diff --no', --no-merge-base",
    "'meshgen diff --format sar', sarif",
    "'meshgen validate --format git', 'github,gitlab'",
    "'meshgen completion ', 'bash,zsh,fish'",
    "'meshgen validate mesh', mesh.yaml",
    "'meshgen validate -f mesh', mesh.yaml",
  })
  void bashCompletes(String typed, String offered) throws Exception {
    Files.writeString(folder.resolve("completion"), script("bash"));
    Files.writeString(folder.resolve("mesh.yaml"), "");
    String ask =
        """
        source ./completion
        IFS=' ' read -ra COMP_WORDS <<< "$1"
        [[ "$1" == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMP_LINE=$1 COMP_POINT=${#1}
        _complete_meshgen
        if [[ ${#COMPREPLY[@]} -eq 0 && $(complete -p meshgen) == *'-o default'* ]]; then
          compgen -f -- "${COMP_WORDS[COMP_CWORD]}"
        else
          printf '%s\\n' "${COMPREPLY[@]}"
        fi
        """;
    assertThat(bash(ask, typed).lines().map(String::strip)).containsExactly(offered.split(","));
  }

  private String bash(String ask, String typed) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "--norc", "-c", ask, "bash", typed)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void zshTakesTheSameScript() {
    assertThat(script("zsh")).isEqualTo(script("bash")).contains("bashcompinit");
  }

  @Test
  void twoRunsGiveOneScript() {
    assertThat(script("bash")).isEqualTo(script("bash"));
    assertThat(script("fish")).isEqualTo(script("fish"));
  }

  @Test
  void fishKnowsEveryCommandOptionAndValue() {
    List<String> lines = script("fish").lines().toList();
    assertThat(lines)
        .anyMatch(line -> line.contains("-a 'diff' -d 'Explain what a change of the tree does"))
        .anyMatch(
            line ->
                line.contains("'__fish_seen_subcommand_from diff'")
                    && line.contains("-l format -x -a 'text markdown html json sarif"))
        .anyMatch(
            line ->
                line.contains("from trust; and __fish_seen_subcommand_from status'")
                    && line.contains("-l format"))
        .anyMatch(line -> line.contains("from diff'") && line.contains("-s f -l file -r"))
        .anyMatch(line -> line.contains("-a 'bash zsh fish'"));
    for (String command : Main.COMMANDS.keySet()) {
      assertThat(lines).anyMatch(line -> line.contains(" -f -a '" + command + "' -d '"));
    }
    assertThat(lines)
        .allMatch(
            line ->
                line.startsWith("#")
                    || line.matches("complete -c meshgen( (-[a-z]|[\\w-]+|'([^'\\\\]|\\\\.)*'))+"));
  }

  @Test
  void anotherShellIsRefused() {
    Workspace.Run run = workspace.run("completion", "tcsh");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("tcsh");
  }
}
