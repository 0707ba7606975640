package dev.meshgen.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

/** Prints a script that lets a shell complete commands, options and their values. */
final class CompletionCommand extends Command {
  private static final String NOTHING_ELSE = "  type compopt &>/dev/null && compopt +o default\n\n";

  private final Argument<Shell> shell = parameter(0, Shell.class, "SHELL", "bash, zsh or fish.");
  private final Console console;

  /** For which there is a script. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  CompletionCommand(Console console) {
    super(
        "completion",
        "Print a completion script for a shell.",
        "  bash  source <(meshgen completion bash)",
        "  zsh   source <(meshgen completion zsh), after compinit",
        "  fish  meshgen completion fish | source");
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandLine all = Main.every(console);
    console
        .out()
        .print(
            shell.value() == Shell.FISH
                ? new FishCompletion(all.getCommandSpec()).script()
                : withFiles(AutoComplete.bash(all.getCommandName(), all)));
    return ExitCode.OK;
  }

  /** Where picocli has nothing to offer, a file is what most arguments here take. */
  private static String withFiles(String script) {
    return script.replace(NOTHING_ELSE, "");
  }
}
