package dev.meshgen.cli;

import picocli.CommandLine.ParameterException;

/** Replaces what signs, by commits. */
final class TrustRotateCommand extends Command {
  TrustRotateCommand(Console console) {
    super("rotate", "Replace intermediates, or the root of the mesh, one phase per commit.");
    spec().usageMessage().synopsisSubcommandLabel("(intermediate | root)");
    spec().addSubcommand("intermediate", new RotateCommand(console, RotateCommand.BY_KIND).spec());
    spec().addSubcommand("root", new RotateRootCommand(console).spec());
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec().commandLine(), "missing subcommand: trust rotate intermediate or root");
  }
}
