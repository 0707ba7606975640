package dev.meshgen.cli;

import dev.meshgen.authority.NamesOfMesh;
import dev.meshgen.authority.files.ImportRemarks;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.Consent;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.issue.RootStep;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.ChainProblem;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootCertificate;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes a step from one root to another, or back. */
final class RotateRootCommand extends Command {
  private final Argument<RootPhase> phase =
      parameter(
          0,
          RootPhase.class,
          "PHASE",
          "distribute: clusters trust a new root beside the old one. sign: the new root signs their"
              + " intermediates. retire: clusters stop trusting the old root, and its key is"
              + " removed from the tree.");
  private final Argument<List<String>> clusters =
      optionalParametersFrom(1, "CLUSTER", "Clusters to start with. Default: all.");
  private final Argument<List<String>> labels =
      repeatedOption(
          RotateRootCommand::label,
          "KEY=VALUE",
          "Start with the clusters with this label, such as ring=canary.",
          "--label");
  private final Argument<String> certificate =
      option(
          String.class,
          "FILE",
          "With distribute: the certificate of a root with its key elsewhere, instead of a root"
              + " created by meshgen.",
          "--certificate");
  private final RevocationListOption lists = new RevocationListOption(this);
  private final Flag applied =
      flag("--confirm-applied", "Confirm that every cluster has applied the previous phase.");
  private final Flag back = flag("--back", "Return to the previous phase.");
  private final Flag trustRecipients =
      flag(
          "--trust-recipients",
          "Create the root even if no local identity opens it: someone else holds one.");
  private final Flag dryRun = flag("--dry-run", "Write nothing; list what would change.");
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  RotateRootCommand(Console console) {
    super(
        "root",
        "Take one step of a root rotation, and render: distribute, sign, retire.",
        "One phase per commit. Refuses steps after which workloads would reject each other. meshgen"
            + " cannot see what clusters have applied: check, then pass --confirm-applied. Only"
            + " sign needs a key.",
        "  meshgen trust rotate root distribute",
        "  meshgen trust rotate root sign --confirm-applied");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (certificate.get().isPresent() && (phase.value() != RootPhase.DISTRIBUTE || back.isSet())) {
      throw new UsageException("--certificate requires distribute");
    }
    if (certificate.get().filter("-"::equals).isPresent() && spec.isStandardInput()) {
      throw new UsageException("the spec and the certificate cannot both be standard input");
    }
    RenderRun run = new RenderRun(console, spec, output, diagnostics);
    return dryRun.isSet() ? run.dryRun(this::request) : run.write(this::request);
  }

  private Optional<IssueRequest> request(CheckedSpec found, Report report) throws Exception {
    Set<String> chosen = chosen(found.topology());
    Optional<RootCertificate> given = Optional.empty();
    if (certificate.get().isPresent()) {
      given = read(certificate.value(), found.mesh(), report);
      if (given.isEmpty()) {
        return Optional.empty();
      }
    }
    RootStep step =
        new RootStep(
            phase.value(), back.isSet(), chosen, given, applied.isSet(), lists.read(console));
    return Optional.of(
        IssueRequest.stepping(step, diagnostics.asOf(console))
            .consenting(new Consent(Set.of(), trustRecipients.isSet())));
  }

  private Set<String> chosen(Topology topology) throws UsageException {
    Set<String> chosen = new TreeSet<>();
    for (String name : clusters.get().orElse(List.of())) {
      RotateCommand.requireCluster(name, topology);
      RotateCommand.requirePrimary(name, topology);
      chosen.add(name);
    }
    for (String label : labels.get().orElse(List.of())) {
      List<String> found =
          topology.mesh().clusters().stream()
              .filter(ControlPlanes::runsIstiod)
              .filter(cluster -> has(cluster, label))
              .map(Cluster::name)
              .toList();
      if (found.isEmpty()) {
        throw new UsageException("no cluster with an istiod has the label " + label);
      }
      chosen.addAll(found);
    }
    return chosen;
  }

  private static boolean has(Cluster cluster, String label) {
    int equals = label.indexOf('=');
    return label.substring(equals + 1).equals(cluster.labels().get(label.substring(0, equals)));
  }

  private static String label(String text) {
    if (text.indexOf('=') < 1) {
      throw new picocli.CommandLine.TypeConversionException(
          "expected KEY=VALUE but was \"" + text + "\"");
    }
    return text;
  }

  private Optional<RootCertificate> read(String file, Mesh mesh, Report report)
      throws CommandException {
    ImportRemarks remarks = new ImportRemarks(file, report);
    List<ChainProblem> problems = new ArrayList<>();
    byte[] content = SmallFile.read(console, file);
    try {
      RootCertificate root =
          RootCertificate.read(
              "the file",
              content,
              NamesOfMesh.validation(mesh, console.clock().instant()),
              problems);
      problems.forEach(each -> remarks.say(each.flaw(), each.text()));
      return problems.isEmpty() ? Optional.of(root) : Optional.empty();
    } catch (PkiException e) {
      remarks.say(e);
      return Optional.empty();
    } finally {
      // Somebody may have named a file with the key in it.
      Arrays.fill(content, (byte) 0);
    }
  }
}
