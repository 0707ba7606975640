package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.topology.DiscoveryCircle;
import dev.meshgen.topology.DiscoveryGraph;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides in which folder the secret of each cluster lies, and which folders each istiod reads.
 *
 * <p>A folder holds a circle: the clusters that are in exactly the same groups. So each secret is
 * sealed once, only for those who may read it, however groups overlap; and a cluster discovers the
 * union of the folders that share a group with it.
 */
final class PlanDiscovery {
  private final DiscoveryGraph discovery;
  private final SortedMap<String, DiscoveryBase> bases = new TreeMap<>();
  private final Map<String, String> byCluster = new TreeMap<>();
  private final Map<String, List<String>> inSight = new TreeMap<>();

  PlanDiscovery(DiscoveryGraph discovery) {
    this.discovery = discovery;
    if (discovery.isHandedOut()) {
      discovery.circles().forEach(this::add);
      discovery.circles().forEach(this::look);
    }
  }

  private void add(DiscoveryCircle circle) {
    String folder = folder(circle.groups());
    List<String> readable = new ArrayList<>();
    for (Cluster cluster : circle.clusters()) {
      byCluster.put(cluster.name(), folder);
      if (discovery.isReadable(cluster)) {
        readable.add(cluster.name());
      }
    }
    if (!readable.isEmpty() || !discovery.isGrouped()) {
      bases.put(folder, new DiscoveryBase(folder, recipients(circle), readable));
    }
  }

  private List<Recipient> recipients(DiscoveryCircle circle) {
    List<Cluster> readable = circle.clusters().stream().filter(discovery::isReadable).toList();
    boolean nothingSealed =
        !readable.isEmpty()
            && readable.stream().allMatch(each -> !each.kubernetes().reader().isHandedOver());
    if (nothingSealed) {
      return List.of();
    }
    return circle.recipients().stream().map(Located::value).distinct().sorted().toList();
  }

  private void look(DiscoveryCircle circle) {
    Set<String> seen = new TreeSet<>();
    for (DiscoveryCircle other : discovery.inSight(circle)) {
      seen.add(byCluster.get(other.clusters().get(0).name()));
    }
    seen.retainAll(bases.keySet());
    inSight.put(folder(circle.groups()), List.copyOf(seen));
  }

  /** The folder of a cluster's secret; empty for a cluster that none may discover. */
  Optional<DiscoveryBase> home(Cluster cluster) {
    return discovery.whyUnread(cluster).isEmpty()
        ? Optional.of(bases.get(byCluster.get(cluster.name())))
        : Optional.empty();
  }

  /** The folders that the istiod of a cluster reads. */
  List<String> readBy(Cluster cluster) {
    return discovery.reads(cluster)
            && discovery.takesPart(cluster)
            && !discovery.readsFiles(cluster)
        ? inSight.get(byCluster.get(cluster.name()))
        : List.of();
  }

  List<DiscoveryBase> bases() {
    return List.copyOf(bases.values());
  }

  private static String folder(SortedSet<String> groups) {
    return Layout.discovery(groups, () -> digest(groups));
  }

  private static String digest(SortedSet<String> groups) {
    SortedMap<String, String> digested = new TreeMap<>();
    groups.forEach(group -> digested.put(group, ""));
    return Digest.of(digested);
  }
}
