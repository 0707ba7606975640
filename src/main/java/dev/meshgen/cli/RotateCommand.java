package dev.meshgen.cli;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.Authority;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.issue.RequestTargets;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Replaces the intermediates of clusters. */
final class RotateCommand extends Command {
  /** What it is called below `trust rotate`. */
  static final String BY_KIND = "intermediate";

  private final ClusterSelection clusters = new ClusterSelection(this);
  private final Flag dryRun =
      flag("--dry-run", "Write nothing; list what would be replaced. Needs no key.");
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  /** Under the name that was there first. */
  RotateCommand(Console console) {
    this(console, "rotate");
  }

  RotateCommand(Console console, String name) {
    super(
        name,
        "Replace the intermediates of clusters and render.",
        "The root stays, so istiod reloads the new one without a restart. Needs an identity for the"
            + " signing key; with authority `csr`, does the same as `meshgen trust csr` and needs"
            + " none."
            + (name.equals(BY_KIND) ? "" : " The same as `meshgen trust rotate intermediate`."));
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    RenderRun run = new RenderRun(console, spec, output, diagnostics);
    RenderRun.Requests requests =
        (found, report) -> {
          requireSigning(found.mesh());
          return Optional.of(
              request(
                  found.mesh(),
                  clusters.of(found, output.path(console)),
                  diagnostics.asOf(console)));
        };
    return dryRun.isSet() ? run.preview(requests, "nothing to replace") : run.write(requests);
  }

  /** What replaces the intermediates of clusters: requests for new ones, where others sign. */
  static IssueRequest request(Mesh mesh, Set<String> clusters, LocalDate day) {
    return Authorities.of(mesh).signs() == KeyHolder.CEREMONY
        ? IssueRequest.requesting(RequestTargets.of(clusters), day)
        : IssueRequest.rotating(clusters, day);
  }

  static void requireSigning(Mesh mesh) throws UsageException {
    Authority authority = Authorities.of(mesh);
    if (authority.signsWorkloads()) {
      throw new UsageException(
          "mesh \""
              + mesh.name()
              + "\" has no intermediates: "
              + authority.name()
              + " signs the certificates of its workloads");
    }
    if (!authority.sealsKeys()) {
      throw new UsageException(
          "the intermediates of mesh \""
              + mesh.name()
              + "\" come from "
              + authority.name()
              + ", and are replaced there");
    }
  }

  static void requirePrimary(String name, Topology topology) throws UsageException {
    Cluster cluster = topology.find(name).orElseThrow();
    if (ControlPlanes.isRemote(cluster)) {
      throw new UsageException(
          "\""
              + name
              + "\" is a remote and has no intermediate: its primaries sign for it: "
              + String.join(", ", topology.controlPlanes().serving(cluster)));
    }
  }

  static void requireCluster(String cluster, Topology topology) throws UsageException {
    if (topology.find(cluster).isEmpty()) {
      throw new UsageException(
          "the spec has no cluster \""
              + cluster
              + "\""
              + DidYouMean.closest(cluster, topology.names())
                  .map(closest -> "; " + DidYouMean.question(closest))
                  .orElse(""));
    }
  }
}
