package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;

/**
 * Under Argo CD, {@code argocd/bootstrap/} holds what a person applies once and {@code
 * argocd/<cluster>/} what follows from it: a cluster called {@code bootstrap} would be applied by
 * hand with the root.
 */
final class NamesNotReserved implements Rule {
  private static final String BOOTSTRAP = "bootstrap";

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    if (!(mesh.delivery() instanceof Delivery.ArgoCd)) {
      return;
    }
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.name().equals(BOOTSTRAP)) {
        report.add(
            Diagnostic.of(
                    Code.RESERVED_NAME,
                    cluster.origins().document(),
                    "a cluster cannot be named \"" + BOOTSTRAP + "\" under Argo CD")
                .expecting("another name: argocd/" + BOOTSTRAP + "/ holds the root Application"));
      }
    }
  }
}
