package dev.meshgen.model;

import dev.meshgen.recipient.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The whole spec, all layers merged.
 *
 * @param clusters by name, whatever the order of documents and files
 * @param origins where each field of the Mesh document was written
 */
public record Mesh(
    Identity identity,
    Security security,
    Ambient ambient,
    Discovery discovery,
    Delivery delivery,
    List<ClusterOverride> overrides,
    List<Cluster> clusters,
    Origins origins) {

  /**
   * What every control plane of the mesh has in common.
   *
   * @param name Istio's mesh ID
   */
  public record Identity(
      String name, String trustDomain, String clusterDomain, String istioNamespace) {}

  /**
   * What the mesh trusts.
   *
   * @param recipients who opens its secrets
   * @param networkPolicy whether only the ports in use of istiod and gateways are open
   */
  public record Security(Trust trust, Recipients recipients, Mtls mtls, boolean networkPolicy) {}

  public Mesh {
    overrides = List.copyOf(overrides);
    clusters =
        clusters.stream()
            // Not Comparator.comparing: it is serializable, and such a lambda is spun at every
            // start.
            .sorted((one, other) -> one.name().compareTo(other.name()))
            .collect(Collectors.toUnmodifiableList());
  }

  public String name() {
    return identity.name();
  }

  public String trustDomain() {
    return identity.trustDomain();
  }

  public String clusterDomain() {
    return identity.clusterDomain();
  }

  public String istioNamespace() {
    return identity.istioNamespace();
  }

  public Trust trust() {
    return security.trust();
  }

  public Recipients recipients() {
    return security.recipients();
  }

  /**
   * Whether ambient workloads reach those of other networks. By default only once no cluster has
   * sidecars, which would lose every endpoint in other clusters (istio/istio#61713). A cluster that
   * is only joining, or detached, has none to lose.
   */
  public boolean ambientMultiNetwork() {
    return sidecars().isEmpty()
        && clusters.stream().filter(Cluster::isAmbient).count() > 1
        && ambient.multiNetwork().orElse(true);
  }

  /** The clusters with sidecars, without those that are joining or detached. */
  public List<Cluster> sidecars() {
    List<Cluster> sidecars = new ArrayList<>();
    for (Cluster cluster : clusters) {
      if (!cluster.isAmbient() && cluster.state().isRelied()) {
        sidecars.add(cluster);
      }
    }
    return sidecars;
  }

  /** Who opens the file that others discover a cluster with. */
  public List<Located<Recipient>> discoveryRecipients(Cluster cluster) {
    List<Discovery.Group> groups = discovery.of(cluster);
    if (groups.isEmpty()) {
      return recipients().discovery();
    }
    List<Located<Recipient>> all = new ArrayList<>();
    for (Discovery.Group group : groups) {
      all.addAll(group.recipients().isEmpty() ? recipients().discovery() : group.recipients());
    }
    return all;
  }

  /** The remotes of each primary, or external cluster, that has any, by its name. */
  public SortedMap<String, List<Cluster>> remotes() {
    SortedMap<String, List<Cluster>> remotes = new TreeMap<>();
    for (Cluster cluster : clusters) {
      if (!cluster.controlPlane().isRemote()) {
        continue;
      }
      for (Located<String> primary : cluster.controlPlane().primaries()) {
        remotes.computeIfAbsent(primary.value(), name -> new ArrayList<>()).add(cluster);
      }
    }
    return remotes;
  }

  /** Whether an istiod outside of the mesh takes its configuration from that cluster. */
  public boolean isConfigCluster(String cluster) {
    return configClusters().contains(cluster);
  }

  /** The names of all those. */
  public Set<String> configClusters() {
    Set<String> names = new TreeSet<>();
    for (Cluster cluster : clusters) {
      if (cluster.controlPlane().isExternal()) {
        cluster.controlPlane().hosting().configCluster().ifPresent(names::add);
      }
    }
    return names;
  }

  /** The clusters with workloads of the mesh. */
  public List<Cluster> members() {
    List<Cluster> members = new ArrayList<>();
    for (Cluster cluster : clusters) {
      if (!cluster.controlPlane().isExternal()) {
        members.add(cluster);
      }
    }
    return members;
  }
}
