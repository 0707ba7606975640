package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides in which folder the secret of each cluster lies, and which folders each istiod reads.
 *
 * <p>A folder holds the clusters that are in exactly the same groups. So each secret is sealed
 * once, only for those who may read it, however groups overlap; and a cluster discovers the union
 * of the folders that share a group with it.
 */
final class PlanDiscovery {
  private final Mesh mesh;
  private final Map<String, Home> homes = new TreeMap<>();
  private final Map<String, String> byCluster = new TreeMap<>();

  PlanDiscovery(Mesh mesh) {
    this.mesh = mesh;
    if (mesh.discovery().mode() == Discovery.Mode.FULL) {
      homes.put(Layout.DISCOVERY, new Home(Set.of(), new ArrayList<>()));
    }
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.state().isConnected() && mesh.discovery().shares(cluster)) {
        Set<String> groups = groups(cluster);
        String folder = Layout.discovery(groups, () -> digest(groups));
        // An external cluster is never read, since it is not part of the mesh; it only reads
        // others.
        if (!cluster.controlPlane().isExternal()) {
          homes.computeIfAbsent(folder, key -> new Home(groups, new ArrayList<>())).add(cluster);
        }
        byCluster.put(cluster.name(), folder);
      }
    }
  }

  private record Home(Set<String> groups, List<Cluster> clusters) {
    void add(Cluster cluster) {
      clusters.add(cluster);
    }
  }

  /** The folder of a cluster's secret; empty for a cluster that none may discover. */
  Optional<String> home(Cluster cluster) {
    return cluster.controlPlane().isExternal()
        ? Optional.empty()
        : Optional.ofNullable(byCluster.get(cluster.name()));
  }

  /** Whether a cluster takes part in discovery, to be read or to read others. */
  boolean joins(Cluster cluster) {
    return byCluster.containsKey(cluster.name());
  }

  /** The folders that the istiod of a cluster reads. */
  List<String> readBy(Cluster cluster) {
    String own = byCluster.get(cluster.name());
    if (own == null || cluster.controlPlane().isRemote()) {
      return List.of();
    }
    Set<String> groups = groups(cluster);
    List<String> read = new ArrayList<>();
    homes.forEach(
        (folder, home) -> {
          if (folder.equals(own) || home.groups().stream().anyMatch(groups::contains)) {
            read.add(folder);
          }
        });
    return read;
  }

  List<DiscoveryBase> bases() {
    List<DiscoveryBase> bases = new ArrayList<>();
    homes.forEach(
        (folder, home) ->
            bases.add(
                new DiscoveryBase(
                    folder,
                    recipients(home),
                    home.clusters().stream().map(Cluster::name).toList())));
    return bases;
  }

  private List<Recipient> recipients(Home home) {
    List<Located<Recipient>> written =
        home.clusters().isEmpty()
            ? mesh.recipients().discovery()
            : mesh.discoveryRecipients(home.clusters().get(0));
    return written.stream().map(Located::value).distinct().sorted().toList();
  }

  private Set<String> groups(Cluster cluster) {
    Set<String> names = new TreeSet<>();
    mesh.discovery().of(cluster).forEach(group -> names.add(group.name().value()));
    return names;
  }

  private static String digest(Set<String> groups) {
    TreeMap<String, String> digested = new TreeMap<>();
    groups.forEach(group -> digested.put(group, ""));
    return Digest.of(digested);
  }
}
