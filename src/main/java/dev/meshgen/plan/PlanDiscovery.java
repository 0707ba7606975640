package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.plan.DiscoveryBase.Way;
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
 * union of the folders that share a group with it. Where a controller in each cluster opens what is
 * sealed for it alone, there is a folder for each cluster that reads.
 */
final class PlanDiscovery {
  private final DiscoveryGraph discovery;
  private final Way way;
  private final SortedMap<String, DiscoveryBase> bases = new TreeMap<>();
  private final Map<String, String> byCluster = new TreeMap<>();
  private final Map<String, List<String>> inSight = new TreeMap<>();

  /** The folders that a cluster's secret lies in, where each reader has its own. */
  private final Map<String, List<DiscoveryBase>> apart = new TreeMap<>();

  /**
   * The folders of a mesh.
   *
   * @param way in which secrets reach their readers
   */
  PlanDiscovery(DiscoveryGraph discovery, Way way, List<Cluster> clusters) {
    this.discovery = discovery;
    this.way = way;
    if (discovery.isHandedOut() && way == Way.CONTROLLER) {
      clusters.stream().filter(discovery::reads).filter(discovery::takesPart).forEach(this::addFor);
    } else if (discovery.isHandedOut()) {
      discovery.circles().forEach(this::add);
      discovery.circles().forEach(this::look);
    }
  }

  /** What others cannot open lies apart: a folder for each that reads. */
  private void addFor(Cluster reader) {
    List<String> readable = new ArrayList<>();
    for (DiscoveryCircle circle : discovery.inSight(discovery.circle(reader).orElseThrow())) {
      circle.clusters().stream()
          .filter(discovery::isReadable)
          .map(Cluster::name)
          .filter(name -> !name.equals(reader.name()))
          .forEach(readable::add);
    }
    String folder = Layout.readBy(reader.name());
    DiscoveryBase base =
        new DiscoveryBase(
            folder,
            way,
            List.of(),
            Optional.of(reader),
            readable.stream().distinct().sorted().toList());
    bases.put(folder, base);
    base.clusters()
        .forEach(name -> apart.computeIfAbsent(name, each -> new ArrayList<>()).add(base));
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
      bases.put(
          folder, new DiscoveryBase(folder, way, recipients(circle), Optional.empty(), readable));
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

  /** The folders of a cluster's secret; none for a cluster that none may discover. */
  List<DiscoveryBase> homes(Cluster cluster) {
    if (discovery.whyUnread(cluster).isPresent()) {
      return List.of();
    }
    return way == Way.CONTROLLER
        ? List.copyOf(apart.getOrDefault(cluster.name(), List.of()))
        : List.of(bases.get(byCluster.get(cluster.name())));
  }

  /** The folders that the istiod of a cluster reads. */
  List<String> readBy(Cluster cluster) {
    if (way == Way.CONTROLLER) {
      String own = Layout.readBy(cluster.name());
      return bases.containsKey(own) ? List.of(own) : List.of();
    }
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
