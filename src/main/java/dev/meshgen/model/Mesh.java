package dev.meshgen.model;

import java.util.List;
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
}
