package dev.meshgen.cli;

import picocli.CommandLine.ParameterException;

/** Replaces what signs, by a commit. */
final class TrustRotateCommand extends Command {
  TrustRotateCommand(Console console) {
    super("rotate", "Replace intermediates.");
    spec().usageMessage().synopsisSubcommandLabel("(intermediate)");
    spec().addSubcommand("intermediate", new RotateCommand(console, RotateCommand.BY_KIND).spec());
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec().commandLine(), "missing subcommand: trust rotate intermediate");
  }
}
