package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
      if (!cluster.controlPlane().isRemote()) {
        unreadable(cluster, mesh)
            .ifPresent(files -> report.add(needsSecondKey(cluster, files, flux)));
      }
    }
  }

  /** The recipients of the first files that the cluster should read and cannot. */
  private static Optional<List<Located<Recipient>>> unreadable(Cluster cluster, Mesh mesh) {
    Set<Recipient> own = new HashSet<>();
    cluster.destination().recipients().forEach(recipient -> own.add(recipient.value()));
    Set<List<Located<Recipient>>> files = new LinkedHashSet<>();
    if (mesh.discovery().mode() == Discovery.Mode.FULL) {
      files.add(mesh.recipients().discovery());
    } else if (mesh.discovery().shares(cluster)) {
      for (Cluster other : mesh.clusters()) {
        if (mesh.discovery().joins(cluster, other)) {
          files.add(mesh.discoveryRecipients(other));
        }
      }
    }
    for (List<Located<Recipient>> recipients : files) {
      if (recipients.stream().noneMatch(recipient -> own.contains(recipient.value()))) {
        return Optional.of(recipients);
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
