package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.model.Revisions;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * istiod calls the control plane without a revision "default", and treats that word as no revision,
 * while the charts would name objects after it.
 */
final class RevisionNotReserved implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Revisions revisions = cluster.istio().revisions();
      if (revisions.main().filter(Revision.DEFAULT::equals).isPresent()) {
        report.add(
            refused(cluster, cluster.origins().at("istio", "revision"))
                .hinting("remove it for a control plane without a revision"));
      }
      boolean canary =
          revisions.canary().filter(one -> Revision.DEFAULT.equals(one.revision())).isPresent();
      if (canary && revisions.main().isPresent()) {
        report.add(refused(cluster, cluster.origins().at("istio", "canary", "revision")));
      }
    }
  }

  private static Diagnostic refused(Cluster cluster, Span at) {
    return Diagnostic.of(
            Code.REVISION_RESERVED,
            at,
            "a control plane of \""
                + cluster.name()
                + "\" has the reserved revision \"default\", which Istio treats as none")
        .expecting("another name, such as 1-31-1 after the version");
  }
}
