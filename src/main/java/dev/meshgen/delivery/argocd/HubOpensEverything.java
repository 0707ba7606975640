package dev.meshgen.delivery.argocd;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * One Argo CD opens what every cluster receives, whatever the recipients. Reported only where
 * clusters have their own recipients, which suggests that separation is expected; the generated
 * README always says it.
 */
final class HubOpensEverything implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : ArgoCdSettings.ofHub(mesh)) {
      if (mesh.sealsBySops() && mesh.hasOwnRecipients(cluster) && !cluster.recipients().isEmpty()) {
        report.add(
            Diagnostic.of(
                    Code.HUB_OPENS_EVERYTHING,
                    mesh.delivery(ArgoCdSettings.KEY).orElseThrow().settings().at(),
                    "one Argo CD opens the secrets of all clusters, so their own recipients do"
                        + " not separate them")
                .expecting("a recipient of the hub in every cluster")
                .hinting(
                    "use Flux, or `delivery.argocd.mode: cluster`, to keep clusters out of each"
                        + " other's secrets")
                .relating(cluster.recipients().get(0).at(), "recipients of one cluster"));
        return;
      }
    }
  }
}
