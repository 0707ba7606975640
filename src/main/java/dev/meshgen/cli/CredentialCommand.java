package dev.meshgen.cli;

import dev.meshgen.credential.AcceptedCredential;
import dev.meshgen.credential.CheckCredential;
import dev.meshgen.credential.CheckOptions;
import dev.meshgen.credential.ClusterFacts;
import dev.meshgen.credential.Credential;
import dev.meshgen.credential.CredentialReader;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.model.Cluster;
import dev.meshgen.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/** Files what other clusters discover a cluster with. */
final class CredentialCommand extends Command {
  CredentialCommand(Console console) {
    super("credential", "File what other clusters discover a cluster with.");
    spec().usageMessage().synopsisSubcommandLabel("add");
    spec().addSubcommand("add", new Add(console).spec());
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec().commandLine(), "missing subcommand: credential add");
  }

  /** Seals the token of a cluster's reader for the others, and renders. */
  static final class Add extends Command {
    private final Argument<String> cluster = parameter(0, "CLUSTER", "A cluster of the spec.");
    private final Argument<String> file =
        requiredOption(
            "FILE",
            "Where the credential is; - for standard input, which leaves no copy on disk.",
            "--from-file");
    private final Argument<String> context =
        option(String.class, "NAME", "The kubeconfig's context to use.", "--context");
    private final Flag allowExpiring =
        flag("--allow-expiring", "Accept a token that expires: discovery ends with it.");
    private final SpecOptions spec = new SpecOptions(this);
    private final OutputOptions output = new OutputOptions(this);
    private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

    private final Console console;

    Add(Console console) {
      super(
          "add",
          "Seal the token of a cluster's istio-reader-service-account for the others, and render.",
          "Takes a token Secret as kubectl prints it, a kubeconfig, or a token with its certificate"
              + " authority. What the spec says of apiServer and caData wins.");
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      if (file.value().equals("-") && spec.files().contains("-")) {
        throw new UsageException("the spec and the credential cannot both be standard input");
      }
      return new Render(console, spec.files(), output, diagnostics).write(this::request);
    }

    private Optional<IssueRequest> request(Spec found, Report report)
        throws CommandException, UsageException {
      RotateCommand.requireCluster(cluster.value(), found.layers().keySet());
      return read(report)
          .flatMap(
              credential ->
                  CheckCredential.check(
                      credential,
                      facts(found),
                      CheckOptions.adding(allowExpiring.isSet(), console.clock().instant()),
                      report))
          .map(this::request);
    }

    private IssueRequest request(AcceptedCredential accepted) {
      return IssueRequest.adding(cluster.value(), accepted, diagnostics.asOf(console));
    }

    private Optional<Credential> read(Report report) throws CommandException {
      boolean standardInput = file.value().equals("-");
      String name = standardInput ? "<stdin>" : file.value();
      byte[] content;
      try {
        content =
            standardInput
                ? console.in().readAllBytes()
                : Files.readAllBytes(console.workingDirectory().resolve(name));
      } catch (IOException e) {
        throw new CommandException("cannot read the credential from " + name, e);
      }
      try {
        return CredentialReader.read(name, content, context.get(), report);
      } finally {
        Arrays.fill(content, (byte) 0);
      }
    }

    private ClusterFacts facts(Spec found) {
      Cluster of =
          found.mesh().clusters().stream()
              .filter(each -> each.name().equals(cluster.value()))
              .findFirst()
              .orElseThrow();
      return new ClusterFacts(
          cluster.value(),
          found.mesh().istioNamespace(),
          of.kubernetes().apiServer(),
          of.kubernetes().caData());
    }
  }
}
