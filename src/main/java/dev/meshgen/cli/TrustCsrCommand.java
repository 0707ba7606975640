package dev.meshgen.cli;

import dev.meshgen.authority.Authorities;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.issue.RequestTargets;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.topology.ControlPlanes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes keys, and the requests that somebody signs. */
final class TrustCsrCommand extends Command {
  private final Argument<List<String>> clusters =
      optionalParameters("CLUSTER", "Clusters of the spec. Default: all without a certificate.");
  private final Flag again = flag("--again", "Create a new key even if a request is open.");
  private final Flag withdraw =
      flag("--withdraw", "Drop the requests of the named clusters, with their keys.");
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  TrustCsrCommand(Console console) {
    super(
        "csr",
        "Create keys and requests for the clusters' intermediates, and render.",
        "Requires `trust.authority: {csr: {}}`. Seals each key immediately, and writes its request"
            + " into the tree for the authority to sign. Clusters keep their current certificate"
            + " until `meshgen trust import` adds the new one. Needs no identity.",
        "  meshgen trust csr",
        "  meshgen trust csr east --again");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Set<String> named = new TreeSet<>(clusters.get().orElse(List.of()));
    if (again.isSet() && withdraw.isSet()) {
      throw new UsageException("--again conflicts with --withdraw");
    }
    if (named.isEmpty() && (again.isSet() || withdraw.isSet())) {
      throw new UsageException(
          (again.isSet() ? "--again" : "--withdraw") + " requires the names of clusters");
    }
    return new RenderRun(console, spec, output, diagnostics)
        .write((found, report) -> Optional.of(request(found, named)));
  }

  private IssueRequest request(CheckedSpec found, Set<String> named) throws UsageException {
    requireCeremony(found.mesh());
    for (String cluster : named) {
      RotateCommand.requireCluster(cluster, found.topology());
      RotateCommand.requirePrimary(cluster, found.topology());
      TrustImport.requireSigning(cluster, found.topology());
    }
    Set<String> signing = new TreeSet<>();
    for (String cluster : found.topology().names()) {
      if (ControlPlanes.runsIstiod(found.topology().find(cluster).orElseThrow())) {
        signing.add(cluster);
      }
    }
    RequestTargets targets =
        withdraw.isSet()
            ? new RequestTargets(Set.of(), false, false, named)
            : named.isEmpty()
                ? new RequestTargets(signing, true, false, Set.of())
                : new RequestTargets(named, false, again.isSet(), Set.of());
    return IssueRequest.requesting(targets, diagnostics.asOf(console));
  }

  static void requireCeremony(Mesh mesh) throws UsageException {
    if (Authorities.of(mesh).signs() != KeyHolder.CEREMONY) {
      throw new UsageException(
          "trust csr requires `trust.authority: {csr: {}}`, but the spec has `"
              + mesh.trust().authority().kind()
              + "`");
    }
  }
}
