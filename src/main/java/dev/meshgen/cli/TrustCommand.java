package dev.meshgen.cli;

import picocli.CommandLine.ParameterException;

/** What concerns the certificates of the mesh. */
final class TrustCommand extends Command {
  TrustCommand(Console console) {
    super("trust", "Import what signs, replace it, read certificates, and see what expires when.");
    spec().usageMessage().synopsisSubcommandLabel("(import | rotate | show | status)");
    spec().addSubcommand("import", new TrustImport(console).spec());
    spec().addSubcommand("rotate", new TrustRotateCommand(console).spec());
    spec().addSubcommand("show", new TrustShowCommand(console).spec());
    spec().addSubcommand("status", new TrustStatusCommand(console).spec());
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec().commandLine(),
        "missing subcommand: trust import, trust rotate, trust show or trust status");
  }
}
