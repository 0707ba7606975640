package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A Flux opens its own cluster's files and all of {@code discovery/}. One that only has a key of
 * its own cluster's cannot open the latter, and its istiod would never see another cluster.
 */
final class DiscoveryReadable implements Rule {

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    if (!(mesh.delivery() instanceof Delivery.Flux flux)) {
      return;
    }
    Set<String> discovery = new HashSet<>();
    mesh.recipients().discovery().forEach(recipient -> discovery.add(recipient.value()));
    for (Cluster cluster : mesh.clusters()) {
      List<Located<String>> own = cluster.recipients();
      if (!cluster.controlPlane().isRemote()
          && own.stream().noneMatch(recipient -> discovery.contains(recipient.value()))) {
        report.add(needsSecondKey(cluster, mesh, flux));
      }
    }
  }

  private static Diagnostic needsSecondKey(Cluster cluster, Mesh mesh, Delivery.Flux flux) {
    Span at =
        cluster.recipients().isEmpty()
            ? cluster.origins().document()
            : cluster.recipients().get(0).at();
    Diagnostic found =
        Diagnostic.of(
                Code.DISCOVERY_NEEDS_SECOND_KEY,
                at,
                "none of these recipients opens the files in discovery/")
            .expecting("a Flux that can open them: every istiod reads them all")
            .hinting(
                "put a discovery key into the Secret \""
                    + flux.decryptionSecret()
                    + "\" beside the cluster's own, or add a discovery recipient here");
    List<Located<String>> discovery = mesh.recipients().discovery();
    return discovery.isEmpty()
        ? found
        : found.relating(discovery.get(0).at(), "the recipients of discovery/");
  }
}
