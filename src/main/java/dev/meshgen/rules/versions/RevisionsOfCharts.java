package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revisions;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Gateways;
import dev.meshgen.topology.Gateways.Kind;
import java.util.Optional;

/**
 * Control planes side by side are releases of the charts, or resources of the operator. But a
 * gateway that istiod deploys follows whichever istiod claims it, node agents serve all revisions,
 * and an external istiod has one config cluster and one gateway.
 *
 * <p>The operator installs the base chart only for the control plane without a revision, or for its
 * own kind of tag in its place, whose validating webhook leads nowhere in some of its releases.
 */
final class RevisionsOfCharts implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    boolean external = context.topology().members().size() < mesh.clusters().size();
    for (Cluster cluster : mesh.clusters()) {
      Revisions revisions = cluster.istio().revisions();
      if (!revisions.isUsed() && revisions.tags().isEmpty()) {
        continue;
      }
      if (cluster.istio().install() == Install.SAIL && revisions.main().isPresent()) {
        report.add(operated(cluster));
      } else if (external) {
        report.add(refused(cluster, "an external control plane"));
      } else if (revisions.isUsed() && cluster.isAmbient()) {
        report.add(refused(cluster, "an ambient data plane, whose node agents follow one istiod"));
      } else if (revisions.isUsed() && gateways.kind(cluster).equals(Optional.of(Kind.LISTENERS))) {
        report.add(refused(cluster, "a Gateway API gateway"));
      }
    }
  }

  private static Diagnostic operated(Cluster cluster) {
    return Diagnostic.of(
            Code.SAIL_REVISION,
            at(cluster),
            "the first control plane of \""
                + cluster.name()
                + "\" has a revision, but the Sail Operator installs the parts shared by all"
                + " revisions, including the reader's account, with the one without a revision")
        .expecting("no istio.revision, and so no tag `default`")
        .hinting(
            ControlPlanes.isRemote(cluster)
                ? "set `istio.install: helm` on the remote of a control plane with a revision"
                : "remove it, or set `istio.revision: null` and `istio.tags: {default: null}` if"
                    + " they are inherited; a canary may have a revision")
        .relating(cluster.origins().at("istio", "install"), "installed by the Sail Operator");
  }

  private static Diagnostic refused(Cluster cluster, String beside) {
    return Diagnostic.of(
            Code.REVISION_NOT_OF_CHARTS,
            at(cluster),
            "\""
                + cluster.name()
                + "\" has revisions or tags, which are not supported with "
                + beside)
        .expecting("revisions and tags only where the charts install istiod and the gateway")
        .hinting("remove them; without revisions, upgrades are in place, ring by ring");
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
