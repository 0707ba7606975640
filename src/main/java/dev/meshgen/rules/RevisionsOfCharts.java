package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Api;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revisions;

/**
 * Control planes side by side are releases of the charts. The operator names its revisions itself,
 * a gateway that istiod deploys follows whichever istiod claims it, of a node's agents there is one
 * for all, and an istiod outside of its mesh has one config cluster and one gateway of its own.
 */
final class RevisionsOfCharts implements Rule {

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    boolean external = mesh.members().size() < mesh.clusters().size();
    for (Cluster cluster : mesh.clusters()) {
      Revisions revisions = cluster.istio().revisions();
      if (!revisions.isUsed() && revisions.tags().isEmpty()) {
        continue;
      }
      if (cluster.istio().install() == Install.SAIL) {
        report.add(refused(cluster, "an operator that installs Istio"));
      } else if (external) {
        report.add(refused(cluster, "a mesh whose istiod is outside of it"));
      } else if (revisions.isUsed() && cluster.isAmbient()) {
        report.add(refused(cluster, "an ambient data plane, whose node agents follow one istiod"));
      } else if (revisions.isUsed() && cluster.eastWest().api() == Api.GATEWAY_API) {
        report.add(refused(cluster, "a gateway of the Gateway API"));
      }
    }
  }

  private static Diagnostic refused(Cluster cluster, String beside) {
    return Diagnostic.of(
            Code.REVISION_NOT_OF_CHARTS,
            at(cluster),
            "\"" + cluster.name() + "\" has revisions or tags and " + beside)
        .expecting("revisions and tags where the charts install istiod and the gateway")
        .hinting("without them, upgrades are in place, ring by ring");
  }

  private static Span at(Cluster cluster) {
    Revisions revisions = cluster.istio().revisions();
    String field =
        revisions.main().isPresent()
            ? "revision"
            : revisions.canary().isPresent() ? "canary" : "tags";
    return cluster.origins().at("istio", field);
  }
}
