package dev.meshgen.delivery;

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
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An engine in a cluster opens the files of that cluster and those in {@code discovery/}. With only
 * the key of its own cluster it cannot open the latter, and its istiod would never see another
 * cluster.
 */
public final class DiscoveryReadable implements Rule {
  private final Predicate<Cluster> delivers;
  private final String engine;
  private final Function<Cluster, String> holder;

  /**
   * The rule for the clusters of an engine.
   *
   * @param delivers which clusters those are
   * @param engine what it is called, with an article
   * @param holder what holds its identities in a cluster
   */
  public DiscoveryReadable(
      Predicate<Cluster> delivers, String engine, Function<Cluster, String> holder) {
    this.delivers = delivers;
    this.engine = engine;
    this.holder = holder;
  }

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (!mesh.sealsBySops()) {
      return;
    }
    for (Cluster cluster : mesh.clusters().stream().filter(delivers).toList()) {
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
    cluster.recipients().forEach(recipient -> own.add(recipient.value().whole()));
    for (DiscoveryCircle circle : discovery.inSight(discovery.circle(cluster).orElseThrow())) {
      boolean holdsFiles = circle.clusters().stream().anyMatch(discovery::isReadable);
      if (holdsFiles
          && !circle.recipients().isEmpty()
          && circle.recipients().stream().noneMatch(each -> own.contains(each.value().whole()))) {
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
    return Diagnostic.of(
            Code.DISCOVERY_NEEDS_SECOND_KEY,
            at,
            "none of these recipients opens the files in " + Layout.DISCOVERY + "/")
        .expecting(engine + " that can open the files read by its istiod")
        .hinting(
            "add a discovery identity to "
                + holder.apply(cluster)
                + ", or a discovery recipient here")
        .relating(discovery.get(0).at(), "the recipients of " + Layout.DISCOVERY + "/");
  }
}
