package dev.meshgen.cli;

import picocli.CommandLine.ParameterException;

/** Says what the authorities of a mesh are, and when they end. */
final class TrustCommand extends Command {
  TrustCommand(Console console) {
    super("trust", "Read certificates, and see what expires when.");
    spec().usageMessage().synopsisSubcommandLabel("(show | status)");
    spec().addSubcommand("show", new TrustShowCommand(console).spec());
    spec().addSubcommand("status", new TrustStatusCommand(console).spec());
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec().commandLine(), "missing subcommand: trust show or trust status");
  }
}
