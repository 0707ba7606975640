package dev.meshgen.cli;

import picocli.CommandLine.ParameterException;

/** What concerns the certificates of the mesh. */
final class TrustCommand extends Command {
  TrustCommand(Console console) {
    super("trust", "Request, import, rotate and inspect certificates.");
    spec()
        .usageMessage()
        .synopsisSubcommandLabel(
            "(csr | import | policy | renew | revoke | rotate | show | status)");
    spec().addSubcommand("csr", new TrustCsrCommand(console).spec());
    spec().addSubcommand("import", new TrustImport(console).spec());
    spec().addSubcommand("policy", new TrustPolicyCommand(console).spec());
    spec().addSubcommand("renew", new TrustRenew(console).spec());
    spec().addSubcommand("revoke", new TrustRevoke(console).spec());
    spec().addSubcommand("rotate", new TrustRotateCommand(console).spec());
    spec().addSubcommand("show", new TrustShowCommand(console).spec());
    spec().addSubcommand("status", new TrustStatusCommand(console).spec());
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec().commandLine(),
        "missing subcommand: trust csr, import, policy, renew, revoke, rotate, show or status");
  }
}
