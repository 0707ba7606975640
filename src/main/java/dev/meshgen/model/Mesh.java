package dev.meshgen.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The whole spec, all layers merged.
 *
 * @param deliveries the engines that the spec names, in its order; never none
 * @param review what the spec says of warnings and changes
 * @param clusters by name, whatever the order of documents and files
 * @param origins where each field of the Mesh document was written
 */
public record Mesh(
    Identity identity,
    Security security,
    Ambient ambient,
    Discovery discovery,
    List<Delivery> deliveries,
    Review review,
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
   * @param store where they are kept, if not in the tree
   * @param sealedSecrets where controllers open what is sealed, if Sealed Secrets carry it
   * @param networkPolicy whether only the ports in use of istiod and gateways are open
   */
  public record Security(
      Trust trust,
      Recipients recipients,
      Optional<VaultStore> store,
      Optional<SealScope> sealedSecrets,
      Mtls mtls,
      boolean networkPolicy) {}

  /**
   * What the spec says of warnings and changes.
   *
   * @param acknowledged those that do not count for a while
   * @param approvals who has to approve which changes
   */
  public record Review(List<Acknowledgement> acknowledged, List<Approval> approvals) {
    public Review {
      acknowledged = List.copyOf(acknowledged);
      approvals = List.copyOf(approvals);
    }
  }

  public Mesh {
    deliveries = List.copyOf(deliveries);
    overrides = List.copyOf(overrides);
    clusters = clusters.stream().sorted(Comparator.comparing(Cluster::name)).toList();
  }

  /** The same mesh, delivered in another way. */
  public Mesh delivered(UnaryOperator<Delivery> way) {
    return new Mesh(
        identity,
        security,
        ambient,
        discovery,
        deliveries.stream().map(way).toList(),
        review,
        overrides,
        clusters.stream().map(cluster -> cluster.delivered(way)).toList(),
        origins);
  }

  /** The warnings and findings that do not count for a while. */
  public List<Acknowledgement> acknowledged() {
    return review.acknowledged();
  }

  public String name() {
    return identity.name();
  }

  /** The engine of clusters that do not name theirs. */
  public Delivery delivery() {
    return deliveries.get(0);
  }

  /** What the spec says of an engine, if it names it. */
  public Optional<Delivery> delivery(String engine) {
    return deliveries.stream().filter(each -> each.engine().equals(engine)).findFirst();
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

  /** Where secrets are kept that are not in the tree. */
  public Optional<VaultStore> store() {
    return security.store();
  }

  /** Where controllers of Sealed Secrets open what is sealed for them, if secrets travel so. */
  public Optional<SealScope> sealedSecrets() {
    return security.sealedSecrets();
  }

  /** Whether what clusters receive is sealed by SOPS. */
  public boolean sealsBySops() {
    return store().isEmpty() && sealedSecrets().isEmpty();
  }

  /** Whether credentials for discovery pass through meshgen: somebody hands them over. */
  public boolean takesCredentials() {
    return discovery().mode() != Discovery.Mode.NONE
        && clusters().stream().anyMatch(each -> each.kubernetes().reader().isHandedOver());
  }

  /** Whether a cluster names recipients other than those of the mesh. */
  public boolean hasOwnRecipients(Cluster cluster) {
    return !cluster.recipients().equals(recipients().clusters());
  }

  /** Everybody of a kind for whom anything in the mesh is sealed, as the spec names them. */
  public SortedSet<String> recipientsOf(String kind) {
    SortedSet<String> named = new TreeSet<>();
    Stream.of(
            recipients().clusters().stream(),
            recipients().discovery().stream(),
            recipients().root().stream(),
            recipients().bundle().stream(),
            discovery().groups().stream().flatMap(group -> group.recipients().stream()),
            clusters().stream().map(Cluster::recipients).flatMap(Collection::stream))
        .flatMap(list -> list)
        .map(Located::value)
        .filter(recipient -> recipient.kind().equals(kind))
        .forEach(recipient -> named.add(recipient.text()));
    return named;
  }
}
