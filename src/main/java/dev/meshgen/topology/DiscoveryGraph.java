package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.ReaderToken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which istiod reads which cluster.
 *
 * <p>With {@code mode: none} the remote secrets come from elsewhere, for all clusters as far as the
 * spec tells: istiods discover each other, but this tree has no secrets for that.
 */
public final class DiscoveryGraph {
  private final Discovery.Mode mode;
  private final Map<String, List<Cluster>> groups;
  private final SortedMap<String, DiscoveryCircle> circles;
  private final Map<String, List<DiscoveryCircle>> inSight;
  private final Map<String, DiscoveryCircle> byCluster = new TreeMap<>();
  private final Map<String, List<Cluster>> readers = new TreeMap<>();
  private final Map<String, List<Cluster>> seen = new TreeMap<>();
  private final Set<String> mounted = new TreeSet<>();

  private DiscoveryGraph(Discovery.Mode mode, DiscoveryCircles found) {
    this.mode = mode;
    this.groups = found.groups();
    this.circles = found.byId();
    this.inSight = found.inSight();
    for (DiscoveryCircle circle : circles.values()) {
      List<Cluster> reading = new ArrayList<>();
      List<Cluster> visible = new ArrayList<>();
      for (Cluster cluster : circle.clusters()) {
        byCluster.put(cluster.name(), circle);
        if (cluster.kubernetes().reader().mode() == ReaderToken.Mode.MOUNTED) {
          mounted.add(cluster.name());
        }
        if (isReader(cluster)) {
          reading.add(cluster);
        }
        if (isVisible(cluster)) {
          visible.add(cluster);
        }
      }
      readers.put(circle.id(), reading);
      seen.put(circle.id(), visible);
    }
  }

  static DiscoveryGraph of(Mesh mesh) {
    return new DiscoveryGraph(mesh.discovery().mode(), new DiscoveryCircles(mesh));
  }

  /** Whether groups decide which clusters discover each other. */
  public boolean isGrouped() {
    return mode == Discovery.Mode.GROUPS;
  }

  /** Whether the remote secrets are in this tree. */
  public boolean isHandedOut() {
    return mode != Discovery.Mode.NONE;
  }

  /** The clusters of each group, whatever their state, in the order in which groups are written. */
  public Map<String, List<Cluster>> groups() {
    return groups;
  }

  /** Every circle, ordered only by the names of groups. */
  public Collection<DiscoveryCircle> circles() {
    return circles.values();
  }

  /** The circle of a cluster, whatever its state; empty for a cluster in no group. */
  public Optional<DiscoveryCircle> circle(Cluster cluster) {
    return Optional.ofNullable(byCluster.get(cluster.name()));
  }

  /** The circles that the istiods of a circle read, itself included. */
  public List<DiscoveryCircle> inSight(DiscoveryCircle circle) {
    return inSight.get(circle.id());
  }

  /** Whether two clusters share a group, whatever their state. */
  public boolean meet(Cluster one, Cluster other) {
    DiscoveryCircle ours = byCluster.get(one.name());
    DiscoveryCircle theirs = byCluster.get(other.name());
    return ours != null
        && theirs != null
        && (!isGrouped() || !Collections.disjoint(ours.groups(), theirs.groups()));
  }

  /** Whether a cluster has an istiod that reads those in sight of it. */
  public boolean reads(Cluster cluster) {
    return isReader(cluster) && byCluster.containsKey(cluster.name());
  }

  private static boolean isReader(Cluster cluster) {
    return Topology.isConnected(cluster) && ControlPlanes.runsIstiod(cluster);
  }

  /**
   * Whether the credential of a cluster, once it is there, is listed for the others. Where it is
   * not, its file stays, for the day the cluster comes back.
   */
  public static boolean isListed(Cluster cluster) {
    return cluster.state().isSeen();
  }

  private static boolean isVisible(Cluster cluster) {
    return isListed(cluster) && Topology.hasWorkloads(cluster);
  }

  /**
   * Whether istiods in sight of a cluster may read it, or could until it began to drain. An
   * external cluster is never read: it has no workloads of the mesh.
   */
  public boolean isReadable(Cluster cluster) {
    return whyUnread(cluster).filter(why -> why != Unread.NOT_HANDED_OUT).isEmpty();
  }

  /** Why no credential for a cluster belongs in this tree. */
  public enum Unread {
    /** It has no workloads of the mesh. */
    EXTERNAL,
    DETACHED,
    UNGROUPED,
    /** No other cluster that may discover it runs an istiod. */
    NO_READER,
    /** The remote secrets come from elsewhere. */
    NOT_HANDED_OUT
  }

  /** Why no istiod reads a cluster with a credential of this tree; empty where one may. */
  public Optional<Unread> whyUnread(Cluster cluster) {
    if (!Topology.hasWorkloads(cluster)) {
      return Optional.of(Unread.EXTERNAL);
    }
    if (!Topology.isConnected(cluster)) {
      return Optional.of(Unread.DETACHED);
    }
    if (!byCluster.containsKey(cluster.name())) {
      return Optional.of(Unread.UNGROUPED);
    }
    if (!hasOther(cluster, readers)) {
      return Optional.of(Unread.NO_READER);
    }
    return isHandedOut() ? Optional.empty() : Optional.of(Unread.NOT_HANDED_OUT);
  }

  /** Whether this tree has anything for a cluster: its secret, or folders that it reads. */
  public boolean takesPart(Cluster cluster) {
    return isHandedOut() && Topology.isConnected(cluster) && byCluster.containsKey(cluster.name());
  }

  /** Of the given clusters, those that an istiod in sight of them discovers, if there is one. */
  public List<Cluster> seen(List<Cluster> clusters) {
    return clusters.stream().filter(DiscoveryGraph::isVisible).toList();
  }

  /**
   * Whether the istiod of any of some clusters of one group discovers another of them. It takes an
   * istiod besides a cluster's own, which knows it without discovery.
   */
  public boolean isAnyDiscovered(List<Cluster> clusters) {
    long readers = clusters.stream().filter(DiscoveryGraph::isReader).count();
    return clusters.stream()
        .anyMatch(cluster -> isVisible(cluster) && readers > (isReader(cluster) ? 1 : 0));
  }

  /** How many clusters the istiod of a cluster discovers besides its own. */
  public int watched(Cluster reader) {
    int watched = 0;
    if (reads(reader)) {
      for (DiscoveryCircle circle : inSight(byCluster.get(reader.name()))) {
        watched += seen.get(circle.id()).size();
      }
      watched -= isVisible(reader) ? 1 : 0;
    }
    return watched;
  }

  /** The clusters that the istiod of a cluster discovers, maybe its own among them. */
  public List<Cluster> discovered(Cluster reader) {
    List<Cluster> discovered = new ArrayList<>();
    if (reads(reader)) {
      for (DiscoveryCircle circle : inSight(byCluster.get(reader.name()))) {
        discovered.addAll(seen.get(circle.id()));
      }
    }
    return discovered;
  }

  /** Whether the istiod of a cluster reads any other with a kubeconfig that is mounted. */
  public boolean readsFiles(Cluster reader) {
    return !mounted.isEmpty()
        && discovered(reader).stream()
            .anyMatch(each -> each != reader && mounted.contains(each.name()));
  }

  /** Whether the istiod of a cluster discovers any other. */
  public boolean discoversOthers(Cluster reader) {
    return reads(reader) && hasOther(reader, seen);
  }

  /** Whether the istiod of any other cluster discovers a cluster. */
  public boolean isDiscovered(Cluster cluster) {
    return isVisible(cluster)
        && byCluster.containsKey(cluster.name())
        && hasOther(cluster, readers);
  }

  private boolean hasOther(Cluster cluster, Map<String, List<Cluster>> byCircle) {
    for (DiscoveryCircle circle : inSight(byCluster.get(cluster.name()))) {
      List<Cluster> found = byCircle.get(circle.id());
      if (found.size() > 1 || found.size() == 1 && found.get(0) != cluster) {
        return true;
      }
    }
    return false;
  }
}
