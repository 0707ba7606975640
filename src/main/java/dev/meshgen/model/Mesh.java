package dev.meshgen.model;

import java.util.Comparator;
import java.util.List;

/**
 * The whole spec, all layers merged.
 *
 * @param acknowledged the warnings that do not count for a while
 * @param clusters by name, whatever the order of documents and files
 * @param origins where each field of the Mesh document was written
 */
public record Mesh(
    Identity identity,
    Security security,
    Ambient ambient,
    Discovery discovery,
    Delivery delivery,
    List<Acknowledgement> acknowledged,
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
    acknowledged = List.copyOf(acknowledged);
    overrides = List.copyOf(overrides);
    clusters = clusters.stream().sorted(Comparator.comparing(Cluster::name)).toList();
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

  /** Whether a cluster names recipients other than those of the mesh. */
  public boolean hasOwnRecipients(Cluster cluster) {
    return !cluster.recipients().equals(recipients().clusters());
  }
}
