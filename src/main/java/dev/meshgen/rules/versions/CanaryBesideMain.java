package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.model.Revisions.Canary;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Optional;

/**
 * A canary shares the cluster with the first control plane: they are told apart by their revisions,
 * and workloads move from one to the other, which Istio supports from a minor to the next.
 */
final class CanaryBesideMain implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      cluster
          .istio()
          .revisions()
          .canary()
          .flatMap(canary -> problem(cluster, canary))
          .ifPresent(report::add);
    }
  }

  private static Optional<Diagnostic> problem(Cluster cluster, Canary canary) {
    if (!canary.isComplete()) {
      return Optional.of(incomplete(cluster, canary));
    }
    String main = cluster.istio().revisions().main().orElse(Revision.DEFAULT);
    return main.equals(canary.revision()) ? Optional.of(shared(cluster, main)) : window(cluster);
  }

  private static Diagnostic incomplete(Cluster cluster, Canary canary) {
    String missing = canary.version().isEmpty() ? "version" : "revision";
    return Diagnostic.of(
            Code.CANARY_INCOMPLETE,
            cluster.origins().at("istio", "canary"),
            "canary of \"" + cluster.name() + "\" has no " + missing)
        .expecting("istio.canary with a version and a revision")
        .hinting("add it, or set `istio.canary: null` to remove an inherited canary");
  }

  private static Diagnostic shared(Cluster cluster, String main) {
    boolean named = cluster.istio().revisions().main().isPresent();
    Diagnostic found =
        Diagnostic.of(
                Code.REVISION_SHARED,
                cluster.origins().at("istio", "canary", "revision"),
                "canary of \""
                    + cluster.name()
                    + "\" has the revision of the first control plane, "
                    + main)
            .expecting("a different revision");
    return named
        ? found.relating(
            cluster.origins().at("istio", "revision"), "the revision of the first control plane")
        : found.hinting(
            "choose another name: Istio calls the control plane without a revision \"default\"");
  }

  private static Optional<Diagnostic> window(Cluster cluster) {
    Optional<IstioVersion> main = IstioVersion.parse(cluster.istio().version());
    Optional<IstioVersion> canary =
        IstioVersion.parse(cluster.istio().revisions().canary().orElseThrow().version());
    if (main.isEmpty() || canary.isEmpty()) {
      return Optional.empty();
    }
    boolean older = canary.get().compareTo(main.get()) < 0;
    boolean far =
        canary.get().major() != main.get().major() || canary.get().minor() - main.get().minor() > 1;
    if (!older && !far) {
      return Optional.empty();
    }
    Span at = cluster.origins().at("istio", "canary", "version");
    String is = older ? " is older than " : " is more than one minor newer than ";
    return Optional.of(
        Diagnostic.of(
                Code.CANARY_VERSION,
                at,
                "canary \"" + canary.get() + "\"" + is + "\"" + main.get() + "\"")
            .expecting("the same minor, or the next one")
            .hinting("run `meshgen upgrade plan` to upgrade one minor at a time")
            .relating(
                cluster.origins().at("istio", "version"),
                "the version of the first control plane"));
  }
}
