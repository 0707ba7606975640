package dev.meshgen.delivery.argocd;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * One Argo CD opens what every cluster receives, whatever the recipients. Said only to those who
 * give clusters recipients of their own, and so seem to expect otherwise; the generated README says
 * it to everybody.
 */
final class HubOpensEverything implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (mesh.hasOwnRecipients(cluster) && !cluster.recipients().isEmpty()) {
        report.add(
            Diagnostic.of(
                    Code.HUB_OPENS_EVERYTHING,
                    mesh.delivery().settings().at(),
                    "one Argo CD opens the secrets of every cluster, whatever their own recipients")
                .expecting("a key of the hub among the recipients of every cluster")
                .hinting(
                    "with a Flux in each cluster, a cluster's own recipients keep the others out")
                .relating(cluster.recipients().get(0).at(), "recipients of one cluster"));
        return;
      }
    }
  }
}
