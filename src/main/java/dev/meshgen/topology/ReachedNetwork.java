package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network that clients in others send requests to, as the istiod of these clients sees it: the
 * gateways of a network are those in the clusters that it discovers (istio {@code
 * pilot/pkg/serviceregistry/kube/controller/network.go}).
 *
 * @param clusters those of the network that are discovered
 * @param reader whose istiod that is; empty where all see all
 */
public record ReachedNetwork(String network, List<Cluster> clusters, Optional<Cluster> reader) {

  /** Each network once for every different set of clusters that some istiod sees of it. */
  public static List<ReachedNetwork> of(Mesh mesh, GatewayRoles gateways) {
    List<ReachedNetwork> reached = new ArrayList<>();
    if (!gateways.severalNetworks()) {
      return reached;
    }
    if (mesh.discovery().mode() == Discovery.Mode.GROUPS) {
      return ofGroups(mesh);
    }
    gateways
        .networks()
        .forEach((name, all) -> reached.add(new ReachedNetwork(name, all, Optional.empty())));
    return reached;
  }

  private static List<ReachedNetwork> ofGroups(Mesh mesh) {
    List<ReachedNetwork> reached = new ArrayList<>();
    Map<Set<String>, SortedMap<String, List<Cluster>>> seen = new HashMap<>();
    Set<List<Object>> known = new HashSet<>();
    for (Cluster reader : mesh.clusters()) {
      if (reader.controlPlane().isRemote() || !reader.state().isConnected()) {
        continue;
      }
      Set<String> groups = groups(mesh, reader);
      var networks = seen.computeIfAbsent(groups, key -> networks(mesh, reader));
      Set<String> clients = clients(reader, networks);
      networks.forEach(
          (name, clusters) -> {
            boolean asked = clients.size() > (clients.contains(name) ? 1 : 0);
            if (asked && known.add(List.of(groups, name))) {
              reached.add(new ReachedNetwork(name, clusters, Optional.of(reader)));
            }
          });
    }
    return reached;
  }

  private static Set<String> groups(Mesh mesh, Cluster cluster) {
    Set<String> names = new HashSet<>();
    mesh.discovery().of(cluster).forEach(group -> names.add(group.name().value()));
    return names;
  }

  private static SortedMap<String, List<Cluster>> networks(Mesh mesh, Cluster reader) {
    SortedMap<String, List<Cluster>> networks = new TreeMap<>();
    for (Cluster cluster : mesh.members()) {
      if (cluster == reader || mesh.discovery().joins(reader, cluster)) {
        networks.computeIfAbsent(cluster.network(), name -> new ArrayList<>()).add(cluster);
      }
    }
    return networks;
  }

  /** The networks of the workloads that an istiod tells where to send requests. */
  private static Set<String> clients(Cluster reader, SortedMap<String, List<Cluster>> networks) {
    Set<String> clients = new HashSet<>();
    networks.forEach(
        (name, clusters) -> {
          if (clusters.stream().anyMatch(cluster -> cluster == reader || leads(reader, cluster))) {
            clients.add(name);
          }
        });
    return clients;
  }

  private static boolean leads(Cluster reader, Cluster cluster) {
    return cluster.controlPlane().primaries().stream()
        .anyMatch(primary -> primary.value().equals(reader.name()));
  }
}
