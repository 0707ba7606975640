package dev.meshgen.cli;

import picocli.CommandLine.ParameterException;

/** Replaces what signs. */
final class TrustRotateCommand extends Command {
  TrustRotateCommand(Console console) {
    super("rotate", "Replace the root of the mesh, one phase a commit.");
    spec().usageMessage().synopsisSubcommandLabel("(root)");
    spec().addSubcommand("root", new RotateRootCommand(console).spec());
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec().commandLine(), "missing subcommand: trust rotate root");
  }
}
