package dev.meshgen.plan;

import dev.meshgen.model.Discovery;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Determines which clusters share a network, and which networks send requests to which. */
final class PlanNetworks {
  private final boolean grouped;
  private final SortedMap<String, ClusterPlan> clusters = new TreeMap<>();
  private final Map<String, List<String>> contents = new TreeMap<>();

  PlanNetworks(Mesh mesh, List<ClusterPlan> clusters, List<DiscoveryBase> bases) {
    this.grouped = mesh.discovery().mode() == Discovery.Mode.GROUPS;
    clusters.forEach(cluster -> this.clusters.put(cluster.name(), cluster));
    bases.forEach(base -> contents.put(base.folder(), base.clusters()));
  }

  List<NetworkPlan> list() {
    SortedMap<String, List<ClusterPlan>> networks = new TreeMap<>();
    for (ClusterPlan cluster : clusters.values()) {
      if (cluster.hosting().isEmpty()) {
        networks
            .computeIfAbsent(cluster.cluster().network(), name -> new ArrayList<>())
            .add(cluster);
      }
    }
    Map<String, Set<String>> clients = grouped ? clients() : Map.of();
    List<NetworkPlan> plans = new ArrayList<>();
    networks.forEach(
        (name, members) ->
            plans.add(
                new NetworkPlan(
                    name,
                    members.stream().map(ClusterPlan::name).toList(),
                    members.stream()
                        .filter(member -> member.eastWest().isPresent())
                        .map(ClusterPlan::name)
                        .toList(),
                    grouped
                        ? Optional.of(clients.getOrDefault(name, Set.of()))
                        : Optional.empty())));
    return plans;
  }

  private Map<String, Set<String>> clients() {
    Map<String, Set<String>> clients = new TreeMap<>();
    for (ClusterPlan reader : clusters.values()) {
      Set<String> told = new TreeSet<>();
      Set<String> servers = new TreeSet<>();
      for (String folder : reader.bases()) {
        for (String name : contents.get(folder)) {
          ClusterPlan seen = clusters.get(name);
          servers.add(seen.cluster().network());
          if (seen == reader || isLed(seen, reader)) {
            told.add(seen.cluster().network());
          }
        }
      }
      for (String server : servers) {
        Set<String> others = clients.computeIfAbsent(server, name -> new TreeSet<>());
        told.stream().filter(name -> !name.equals(server)).forEach(others::add);
      }
    }
    return clients;
  }

  private static boolean isLed(ClusterPlan remote, ClusterPlan reader) {
    return remote.remoteOf().isPresent()
        && remote.remoteOf().get().primaries().contains(reader.name());
  }
}
