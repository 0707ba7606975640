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
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Files what other clusters discover a cluster with. */
@Command(
    name = "credential",
    description = "File what other clusters discover a cluster with.",
    synopsisSubcommandLabel = "(add | remove)")
final class CredentialCommand implements Callable<Integer> {
  private final Console console;

  @picocli.CommandLine.Spec private CommandSpec command;

  CredentialCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        command.commandLine(), "missing subcommand: credential add or credential remove");
  }

  /** Takes credentials out of discovery. */
  @Command(
      name = "remove",
      description = {
        "Take the credentials of clusters out of discovery, and render; needs no key.",
        "The others lose their endpoints. Delete the token Secret in the cluster to revoke it."
      })
  static final class Remove implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "CLUSTER", description = "Clusters of the spec.")
    private List<String> clusters;

    @Mixin private SpecOptions spec;
    @Mixin private OutputOptions output;
    @Mixin private DiagnosticOptions diagnostics;

    private final Console console;

    Remove(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      return new Render(console, spec.files(), output, diagnostics)
          .write(
              (found, report) -> {
                for (String cluster : clusters) {
                  RotateCommand.requireCluster(cluster, found.layers().keySet());
                }
                return Optional.of(
                    IssueRequest.removing(Set.copyOf(clusters), diagnostics.asOf(console)));
              });
    }
  }

  /** Seals the token of a cluster's reader for the others, and renders. */
  @Command(
      name = "add",
      description = {
        "Seal the token of a cluster's istio-reader-service-account for the others, and render.",
        "Takes a token Secret as kubectl prints it, a kubeconfig, or a token with its certificate"
            + " authority. What the spec says of apiServer and caData wins."
      })
  static final class Add implements Callable<Integer> {
    private static final int MOST = 1 << 20;

    @Parameters(paramLabel = "CLUSTER", description = "A cluster of the spec.")
    private String cluster;

    @Option(
        names = "--from-file",
        required = true,
        paramLabel = "FILE",
        description =
            "Where the credential is; - for standard input, which leaves no copy on disk.")
    private String file;

    @Option(
        names = "--context",
        paramLabel = "NAME",
        description = "The kubeconfig's context to use.")
    private String context;

    @Option(
        names = "--allow-expiring",
        description = "Accept a token that expires: discovery ends with it.")
    private boolean allowExpiring;

    @Mixin private SpecOptions spec;
    @Mixin private OutputOptions output;
    @Mixin private DiagnosticOptions diagnostics;

    private final Console console;

    Add(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      if (file.equals("-") && spec.files().contains("-")) {
        throw new UsageException("the spec and the credential cannot both be standard input");
      }
      return new Render(console, spec.files(), output, diagnostics).write(this::request);
    }

    private Optional<IssueRequest> request(Spec found, Report report)
        throws CommandException, UsageException {
      RotateCommand.requireCluster(cluster, found.layers().keySet());
      return read(report)
          .flatMap(
              credential ->
                  CheckCredential.check(
                      credential,
                      facts(found),
                      CheckOptions.adding(allowExpiring, console.clock().instant()),
                      report))
          .map(this::request);
    }

    private IssueRequest request(AcceptedCredential accepted) {
      return IssueRequest.adding(cluster, accepted, diagnostics.asOf(console));
    }

    private Optional<Credential> read(Report report) throws CommandException {
      String name = file.equals("-") ? "<stdin>" : file;
      byte[] content;
      try {
        content = bytes();
      } catch (IOException e) {
        throw new CommandException(
            "cannot read the credential from " + name + ": " + e.getClass().getSimpleName(), e);
      }
      if (content.length > MOST) {
        throw new CommandException(name + " is no credential: it has more than " + MOST + " bytes");
      }
      try {
        return CredentialReader.read(name, content, Optional.ofNullable(context), report);
      } finally {
        Arrays.fill(content, (byte) 0);
      }
    }

    private byte[] bytes() throws IOException {
      if (file.equals("-")) {
        return console.in().readNBytes(MOST + 1);
      }
      try (InputStream in = Files.newInputStream(console.workingDirectory().resolve(file))) {
        return in.readNBytes(MOST + 1);
      }
    }

    private ClusterFacts facts(Spec found) {
      Cluster of =
          found.mesh().clusters().stream()
              .filter(each -> each.name().equals(cluster))
              .findFirst()
              .orElseThrow();
      return new ClusterFacts(
          cluster,
          found.mesh().istioNamespace(),
          of.kubernetes().apiServer(),
          of.kubernetes().caData());
    }
  }
}
