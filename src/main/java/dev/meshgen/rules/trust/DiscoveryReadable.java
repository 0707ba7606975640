package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.DiscoveryCircle;
import dev.meshgen.topology.DiscoveryGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Flux opens the files of its own cluster and those in {@code discovery/}. With only the key of its
 * own cluster it cannot open the latter, and its istiod would never see another cluster.
 */
final class DiscoveryReadable implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (!(mesh.delivery() instanceof Delivery.Flux flux)) {
      return;
    }
    for (Cluster cluster : mesh.clusters()) {
      unreadable(cluster, context.topology().discovery())
          .ifPresent(files -> report.add(needsSecondKey(cluster, files, flux)));
    }
  }

  /** The recipients of the first files that the cluster should read and cannot. */
  private static Optional<List<Located<Recipient>>> unreadable(
      Cluster cluster, DiscoveryGraph discovery) {
    if (!discovery.isHandedOut() || !discovery.reads(cluster)) {
      return Optional.empty();
    }
    Set<Recipient> own = new HashSet<>();
    cluster.destination().recipients().forEach(recipient -> own.add(recipient.value()));
    for (DiscoveryCircle circle : discovery.inSight(discovery.circle(cluster).orElseThrow())) {
      boolean holdsFiles = circle.clusters().stream().anyMatch(discovery::isReadable);
      if (holdsFiles
          && circle.recipients().stream().noneMatch(each -> own.contains(each.value()))) {
        return Optional.of(circle.recipients());
      }
    }
    return Optional.empty();
  }

  private static Diagnostic needsSecondKey(
      Cluster cluster, List<Located<Recipient>> discovery, Delivery.Flux flux) {
    Span at =
        cluster.destination().recipients().isEmpty()
            ? cluster.origins().document()
            : cluster.destination().recipients().get(0).at();
    Diagnostic found =
        Diagnostic.of(
                Code.DISCOVERY_NEEDS_SECOND_KEY,
                at,
                "none of these recipients opens the files in discovery/")
            .expecting("a Flux that can open what its istiod reads")
            .hinting(
                "add a discovery identity to the Secret \""
                    + flux.decryptionSecret()
                    + "\", or a discovery recipient here");
    return discovery.isEmpty()
        ? found
        : found.relating(discovery.get(0).at(), "the recipients of discovery/");
  }
}
