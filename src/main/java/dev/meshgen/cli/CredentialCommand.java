package dev.meshgen.cli;

import dev.meshgen.credential.AcceptedCredential;
import dev.meshgen.credential.CheckCredential;
import dev.meshgen.credential.CheckOptions;
import dev.meshgen.credential.ClusterFacts;
import dev.meshgen.credential.Credential;
import dev.meshgen.credential.CredentialReader;
import dev.meshgen.credential.CredentialUse;
import dev.meshgen.credential.OtherClusters;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.IoReason;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.topology.DiscoveryGraph.Unread;
import dev.meshgen.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParameterException;

/** Files what other clusters discover a cluster with. */
final class CredentialCommand extends Command {
  CredentialCommand(Console console) {
    super("credential", "Manage credentials for discovery.");
    spec().usageMessage().synopsisSubcommandLabel("(add | remove | revoke | rotate)");
    spec().addSubcommand("add", new Add(console).spec());
    spec().addSubcommand("remove", new Remove(console).spec());
    spec().addSubcommand("revoke", CredentialRotation.revoke(console).spec());
    spec().addSubcommand("rotate", CredentialRotation.rotate(console).spec());
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec().commandLine(), "missing subcommand: credential add, remove, revoke or rotate");
  }

  /** Refuses a cluster that no other one discovers with a credential of this tree. */
  static void requireRead(String cluster, Topology topology) throws UsageException {
    Optional<Unread> why = topology.discovery().whyUnread(topology.find(cluster).orElseThrow());
    if (why.isPresent()) {
      throw new UsageException(unread('"' + cluster + '"', why.get()));
    }
  }

  private static String unread(String name, Unread why) {
    return switch (why) {
      case EXTERNAL -> name + " is an external cluster: other clusters do not discover it";
      case DETACHED ->
          name + " is detached and has no reader token; set another state and render first";
      case UNGROUPED ->
          "no other cluster discovers "
              + name
              + ": it matches no group of Mesh.spec.discovery.groups";
      case NO_READER ->
          "no other cluster discovers " + name + ": no cluster that may discover it runs an istiod";
      case NOT_HANDED_OUT ->
          "no other cluster discovers " + name + ": Mesh.spec.discovery.mode is `none`";
    };
  }

  private static void requireHandedOver(String cluster, Topology topology) throws UsageException {
    ReaderToken token = topology.find(cluster).orElseThrow().kubernetes().reader();
    if (!token.isHandedOver()) {
      throw new UsageException(
          '"'
              + cluster
              + "\" has a credential not managed by `meshgen credential`: its"
              + " `discovery.credential.mode` is `"
              + token.mode().id()
              + "`");
    }
  }

  /** Takes credentials out of discovery. */
  static final class Remove extends Command {
    private final Argument<List<String>> clusters = parameters("CLUSTER", "Clusters of the spec.");
    private final SpecOptions spec = new SpecOptions(this);
    private final OutputOptions output = new OutputOptions(this, spec);
    private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

    private final Console console;

    Remove(Console console) {
      super(
          "remove",
          "Remove the credentials of clusters and render; needs no key.",
          "Other clusters stop discovering them. Their tokens stay valid; end them with `credential"
              + " revoke`.");
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      return new RenderRun(console, spec, output, diagnostics)
          .write(
              (found, report) -> {
                for (String cluster : clusters.value()) {
                  RotateCommand.requireCluster(cluster, found.topology());
                  requireHandedOver(cluster, found.topology());
                }
                return Optional.of(
                    IssueRequest.removing(Set.copyOf(clusters.value()), diagnostics.asOf(console)));
              });
    }
  }

  /** Seals the token of a cluster's reader for the others, and renders. */
  static final class Add extends Command {
    private static final int MOST = 1 << 20;

    private final Argument<String> cluster = parameter(0, "CLUSTER", "A cluster of the spec.");
    private final Argument<String> file =
        requiredOption(
            "FILE",
            "File with the credential, or - for standard input, which leaves no copy on disk.",
            "--from-file");
    private final Argument<String> context =
        option(String.class, "NAME", "Context of the kubeconfig.", "--context");
    private final Flag allowExpiring =
        flag(
            "--allow-expiring",
            "Accept an expiring token or client certificate. Discovery stops when it expires.");
    private final SpecOptions spec = new SpecOptions(this);
    private final OutputOptions output = new OutputOptions(this, spec);
    private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

    private final Console console;

    Add(Console console) {
      super(
          "add",
          "Seal a cluster's credential for discovery, and render.",
          "Accepts a token Secret as printed by kubectl, a kubeconfig with a token or client"
              + " certificate, or a token with its certificate authority. For the API server, the"
              + " spec takes precedence.");
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      if (standardInput() && spec.isStandardInput()) {
        throw new UsageException("the spec and the credential cannot both be standard input");
      }
      return new RenderRun(console, spec, output, diagnostics).write(this::request);
    }

    private boolean standardInput() {
      return file.value().equals("-");
    }

    private Optional<IssueRequest> request(CheckedSpec found, Report report)
        throws CommandException, UsageException {
      RotateCommand.requireCluster(cluster.value(), found.topology());
      requireRead(cluster.value(), found.topology());
      requireHandedOver(cluster.value(), found.topology());
      List<ClusterFacts> all = facts(found.topology());
      ClusterFacts own =
          all.stream()
              .filter(each -> each.name().equals(cluster.value()))
              .findFirst()
              .orElseThrow();
      return read(report)
          .filter(credential -> OtherClusters.admit(credential, own, all, report))
          .flatMap(
              credential ->
                  CheckCredential.check(
                      credential,
                      own,
                      CheckOptions.adding(allowExpiring.isSet(), console.clock().instant()),
                      report))
          .map(this::request);
    }

    private IssueRequest request(AcceptedCredential accepted) {
      return IssueRequest.adding(cluster.value(), accepted, diagnostics.asOf(console));
    }

    private Optional<Credential> read(Report report) throws CommandException {
      String name = standardInput() ? "<stdin>" : file.value();
      byte[] content;
      try {
        content = bytes();
      } catch (IOException e) {
        throw new CommandException(
            "cannot read the credential from " + name + ": " + IoReason.of(e), e);
      }
      if (content.length > MOST) {
        throw new CommandException(
            name + " is not a credential: it has more than " + MOST + " bytes");
      }
      try {
        return CredentialReader.read(name, content, context.get(), report);
      } finally {
        Arrays.fill(content, (byte) 0);
      }
    }

    private byte[] bytes() throws IOException {
      if (standardInput()) {
        return console.in().readNBytes(MOST + 1);
      }
      try (InputStream in =
          Files.newInputStream(console.workingDirectory().resolve(file.value()))) {
        return in.readNBytes(MOST + 1);
      }
    }

    private static List<ClusterFacts> facts(Topology topology) {
      List<ClusterFacts> all = new ArrayList<>();
      Engines engines = Engines.of(topology.mesh());
      for (Cluster each : topology.mesh().clusters()) {
        all.add(
            ClusterFacts.of(
                topology.mesh(),
                each,
                CredentialUse.of(
                    topology.controlPlanes().isConfigCluster(each),
                    engines.prunesTokens(each),
                    each.kubernetes().reader().rights())));
      }
      return all;
    }
  }
}
