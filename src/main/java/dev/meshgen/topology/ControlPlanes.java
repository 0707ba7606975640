package dev.meshgen.topology;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.Chart;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which istiod serves which clusters, and in which cluster that istiod has its configuration. */
public final class ControlPlanes {
  /** What the Deployment and the Service of an istiod without a revision are called. */
  public static final String ISTIOD = Chart.ISTIOD.installed();

  private final Map<String, Cluster> byName;
  private final SortedMap<String, List<Cluster>> remotes = new TreeMap<>();
  private final Set<String> configClusters = new TreeSet<>();

  ControlPlanes(Mesh mesh, Map<String, Cluster> byName) {
    this.byName = byName;
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.controlPlane().isRemote()) {
        for (Located<String> primary : cluster.controlPlane().primaries()) {
          remotes.computeIfAbsent(primary.value(), name -> new ArrayList<>()).add(cluster);
        }
      }
      if (cluster.controlPlane().isExternal()) {
        cluster.controlPlane().hosting().configCluster().ifPresent(configClusters::add);
      }
    }
    remotes.replaceAll((name, clusters) -> List.copyOf(clusters));
  }

  /** The DNS name of the Service of an istiod without a revision, within its cluster. */
  public static String service(String namespace) {
    return address(ISTIOD, namespace);
  }

  /** The same of the istiod of a control plane. */
  public static String service(Revision control, String namespace) {
    return address(control.of(ISTIOD), namespace);
  }

  private static String address(String service, String namespace) {
    return service + "." + namespace + ".svc";
  }

  /** The role of a cluster, in the word of the spec. */
  public static String role(Cluster cluster) {
    return word(cluster.controlPlane().role());
  }

  private static String word(ControlPlane.Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** Whether a record says of a cluster, in the word of the spec, that it was a remote. */
  public static boolean isRemote(String role) {
    return role.equals(word(ControlPlane.Role.REMOTE));
  }

  /** Whether an istiod runs in a cluster, for itself or for others. */
  public static boolean runsIstiod(Cluster cluster) {
    return !isRemote(cluster);
  }

  /** Whether the istiod that runs in a cluster serves the workloads there. */
  public static boolean isPrimary(Cluster cluster) {
    return cluster.controlPlane().role() == ControlPlane.Role.PRIMARY;
  }

  /** Whether an istiod in another cluster serves the workloads of this one. */
  public static boolean isRemote(Cluster cluster) {
    return cluster.controlPlane().isRemote();
  }

  /** Whether a cluster is outside of the mesh, and hosts the istiod of other clusters. */
  public static boolean isExternal(Cluster cluster) {
    return cluster.controlPlane().isExternal();
  }

  /** A cluster whose istiod may serve a remote, and where the remote says so. */
  public record Primary(Cluster cluster, Span at) {}

  /** The primaries of a remote, the one it connects to first; empty for any other cluster. */
  public List<Primary> primaries(Cluster remote) {
    List<Primary> primaries = new ArrayList<>();
    if (remote.controlPlane().isRemote()) {
      for (Located<String> name : remote.controlPlane().primaries()) {
        Cluster primary = byName.get(name.value());
        if (primary != null) {
          primaries.add(new Primary(primary, name.at()));
        }
      }
    }
    return primaries;
  }

  /**
   * The primary that a remote connects to. Empty if the mesh has no cluster of that name, even if
   * it has the next one.
   */
  public Optional<Primary> first(Cluster remote) {
    List<Located<String>> names = remote.controlPlane().primaries();
    if (!remote.controlPlane().isRemote() || names.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(byName.get(names.get(0).value()))
        .map(cluster -> new Primary(cluster, names.get(0).at()));
  }

  /** The remotes that name a cluster as their primary, in the order of names. */
  public List<Cluster> remotes(Cluster primary) {
    return remotes.getOrDefault(primary.name(), List.of());
  }

  /** The remotes that connect to it. */
  public List<Cluster> connecting(Cluster primary) {
    return remotes(primary, true);
  }

  /** The remotes that would connect to it once it is the first of their primaries. */
  public List<Cluster> standby(Cluster primary) {
    return remotes(primary, false);
  }

  private List<Cluster> remotes(Cluster primary, boolean first) {
    List<Cluster> found = new ArrayList<>();
    for (Cluster remote : remotes(primary)) {
      String name = remote.controlPlane().primaries().get(0).value();
      if (name.equals(primary.name()) == first) {
        found.add(remote);
      }
    }
    return found;
  }

  public boolean hasRemotes(Cluster cluster) {
    return remotes.containsKey(cluster.name());
  }

  /** Whether remotes reach the istiod of a cluster of the mesh through its east-west gateway. */
  public boolean exposesIstiod(Cluster cluster) {
    return !cluster.controlPlane().isExternal() && hasRemotes(cluster);
  }

  /**
   * The clusters whose istiod serves the proxies of a cluster, by name; empty for an external
   * cluster.
   */
  public List<String> serving(Cluster cluster) {
    return switch (cluster.controlPlane().role()) {
      case PRIMARY -> List.of(cluster.name());
      case REMOTE -> cluster.controlPlane().primaries().stream().map(Located::value).toList();
      case EXTERNAL -> List.of();
    };
  }

  /** Whether an istiod outside of the mesh takes its configuration from a cluster. */
  public boolean isConfigCluster(Cluster cluster) {
    return configClusters.contains(cluster.name());
  }

  /**
   * The cluster in which an istiod finds its configuration, and for whose kind of nodes it injects:
   * its own, or the config cluster of an external one.
   */
  public Optional<Cluster> configuredIn(Cluster primary) {
    return primary.controlPlane().isExternal()
        ? primary.controlPlane().hosting().configCluster().map(byName::get)
        : Optional.of(primary);
  }
}
