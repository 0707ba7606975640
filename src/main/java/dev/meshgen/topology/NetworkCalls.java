package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which networks send requests to which. An istiod tells the workloads that it serves about those
 * that it discovers: a cluster that shares no group with any cluster of a network never sends
 * requests there.
 *
 * <p>Istiods of clusters that are in the same groups see the same, so what they see is worked out
 * once for their circle. The networks of their workloads are gathered over the whole circle before
 * any caller is recorded: one istiod of a circle can serve the workloads that call, and another see
 * them called.
 */
public final class NetworkCalls {
  private final List<ReachedNetwork> reached = new ArrayList<>();
  private final SortedMap<String, SortedSet<String>> callers = new TreeMap<>();
  private final SortedSet<String> clients = new TreeSet<>();
  private final boolean grouped;

  private NetworkCalls(boolean grouped) {
    this.grouped = grouped;
  }

  static NetworkCalls of(
      Mesh mesh, Networks networks, ControlPlanes controlPlanes, DiscoveryGraph discovery) {
    NetworkCalls calls = new NetworkCalls(discovery.isGrouped());
    for (Cluster cluster : networks.members()) {
      if (cluster.state().isConnected()) {
        calls.clients.add(cluster.network());
      }
    }
    if (calls.grouped) {
      calls.addByGroups(mesh, networks, controlPlanes, discovery);
    } else if (networks.areSeveral()) {
      networks
          .byName()
          .forEach(
              (name, all) -> calls.reached.add(new ReachedNetwork(name, all, Optional.empty())));
    }
    return calls;
  }

  /**
   * What the istiods of one circle see of the networks.
   *
   * @param networks the clusters that they see, by network
   * @param unasked the networks to which no istiod that was looked at so far sends requests from
   *     elsewhere
   * @param told the networks of the workloads that they serve
   */
  private record Sight(
      SortedMap<String, List<Cluster>> networks,
      SortedSet<String> unasked,
      SortedSet<String> told) {}

  private void addByGroups(
      Mesh mesh, Networks networks, ControlPlanes controlPlanes, DiscoveryGraph discovery) {
    Map<String, Sight> sights = new TreeMap<>();
    for (Cluster reader : mesh.clusters()) {
      if (discovery.reads(reader)) {
        DiscoveryCircle circle = discovery.circle(reader).orElseThrow();
        Sight sight = sights.computeIfAbsent(circle.id(), id -> sight(reader, networks, discovery));
        SortedSet<String> clients = clients(reader, controlPlanes, discovery);
        sight.told().addAll(clients);
        if (networks.areSeveral()) {
          addAsked(reader, sight, clients);
        }
      }
    }
    sights.values().forEach(this::addCallers);
  }

  private static Sight sight(Cluster reader, Networks networks, DiscoveryGraph discovery) {
    SortedMap<String, List<Cluster>> seen = new TreeMap<>();
    for (Cluster cluster : networks.members()) {
      if (discovery.meet(reader, cluster)) {
        seen.computeIfAbsent(cluster.network(), name -> new ArrayList<>()).add(cluster);
      }
    }
    return new Sight(seen, new TreeSet<>(seen.keySet()), new TreeSet<>());
  }

  /** The networks of the workloads that an istiod serves. */
  private static SortedSet<String> clients(
      Cluster reader, ControlPlanes controlPlanes, DiscoveryGraph discovery) {
    SortedSet<String> clients = new TreeSet<>();
    if (!reader.controlPlane().isExternal()) {
      clients.add(reader.network());
    }
    for (Cluster remote : controlPlanes.remotes(reader)) {
      if (remote.state().isConnected() && discovery.meet(reader, remote)) {
        clients.add(remote.network());
      }
    }
    return clients;
  }

  /**
   * Each network once for a circle: all of its istiods see the same. A network is asked for what it
   * serves if an istiod that sees it has clients in any other.
   */
  private void addAsked(Cluster reader, Sight sight, SortedSet<String> clients) {
    Iterator<String> names = sight.unasked().iterator();
    while (names.hasNext()) {
      String name = names.next();
      if (clients.size() > (clients.contains(name) ? 1 : 0)) {
        reached.add(new ReachedNetwork(name, sight.networks().get(name), Optional.of(reader)));
        names.remove();
      }
    }
  }

  private void addCallers(Sight sight) {
    sight
        .networks()
        .forEach(
            (server, clusters) -> {
              if (clusters.stream().anyMatch(cluster -> cluster.state().isConnected())) {
                SortedSet<String> from = callers.computeIfAbsent(server, key -> new TreeSet<>());
                from.addAll(sight.told());
                from.remove(server);
              }
            });
  }

  /** Each network once for every different set of clusters that some istiod sees of it. */
  public List<ReachedNetwork> reached() {
    return Collections.unmodifiableList(reached);
  }

  /** Whether workloads in another network send requests to this one. */
  public boolean isCalled(String network) {
    return grouped
        ? callers.containsKey(network) && !callers.get(network).isEmpty()
        : clients.size() > (clients.contains(network) ? 1 : 0);
  }

  /** The other networks whose workloads know a cluster of this one; empty if all know all. */
  public Optional<SortedSet<String>> callers(String network) {
    return grouped
        ? Optional.of(callers.getOrDefault(network, Collections.emptySortedSet()))
        : Optional.empty();
  }
}
