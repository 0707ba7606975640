package dev.meshgen.delivery.flux;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.DiscoveryCircle;
import dev.meshgen.topology.DiscoveryGraph;
import dev.meshgen.tree.Layout;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Flux opens the files of its own cluster and those in {@code discovery/}. With only the key of its
 * own cluster it cannot open the latter, and its istiod would never see another cluster.
 */
final class DiscoveryReadable implements Rule {
  private final FluxSettings settings;

  DiscoveryReadable(FluxSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      unreadable(cluster, context.topology().discovery())
          .ifPresent(files -> report.add(needsSecondKey(cluster, files)));
    }
  }

  /** The recipients of the first files that the cluster should read and cannot. */
  private static Optional<List<Located<Recipient>>> unreadable(
      Cluster cluster, DiscoveryGraph discovery) {
    if (!discovery.isHandedOut() || !discovery.reads(cluster)) {
      return Optional.empty();
    }
    Set<Recipient> own = new LinkedHashSet<>();
    cluster.recipients().forEach(recipient -> own.add(recipient.value()));
    for (DiscoveryCircle circle : discovery.inSight(discovery.circle(cluster).orElseThrow())) {
      boolean holdsFiles = circle.clusters().stream().anyMatch(discovery::isReadable);
      if (holdsFiles
          && circle.recipients().stream().noneMatch(each -> own.contains(each.value()))) {
        return Optional.of(circle.recipients());
      }
    }
    return Optional.empty();
  }

  private Diagnostic needsSecondKey(Cluster cluster, List<Located<Recipient>> discovery) {
    Span at =
        cluster.recipients().isEmpty()
            ? cluster.origins().document()
            : cluster.recipients().get(0).at();
    Diagnostic found =
        Diagnostic.of(
                Code.DISCOVERY_NEEDS_SECOND_KEY,
                at,
                "none of these recipients opens the files in " + Layout.DISCOVERY + "/")
            .expecting("a Flux that can open what its istiod reads")
            .hinting(
                "add a discovery identity to the Secret \""
                    + settings.decryptionSecret()
                    + "\", or a discovery recipient here");
    return discovery.isEmpty()
        ? found
        : found.relating(discovery.get(0).at(), "the recipients of " + Layout.DISCOVERY + "/");
  }
}
