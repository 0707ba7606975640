package dev.meshgen.cli;

import picocli.CommandLine.ParameterException;

/** What concerns the certificates of the mesh. */
final class TrustCommand extends Command {
  TrustCommand(Console console) {
    super("trust", "Import the certificates and keys that the mesh is signed with.");
    spec().usageMessage().synopsisSubcommandLabel("(import)");
    spec().addSubcommand("import", new TrustImport(console).spec());
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec().commandLine(), "missing subcommand: trust import");
  }
}
