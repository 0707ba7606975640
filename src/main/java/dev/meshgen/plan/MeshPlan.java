package dev.meshgen.plan;

import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Everything that is decided before anything is issued or rendered.
 *
 * @param signs who holds the key that signs intermediates
 * @param root where the tree holds its key, or may hold it
 * @param issuer an authority below the root, where one may be imported; then none is minted
 * @param former where the tree may hold keys of an authority that the spec no longer names; they
 *     stay until the root that they sign below is gone
 * @param rotates whether clusters trust a second root, or are about to
 */
public record MeshPlan(
    Topology topology,
    List<NetworkPlan> networks,
    List<ClusterPlan> clusters,
    List<DiscoveryBase> bases,
    KeyHolder signs,
    Optional<SecretPlan> root,
    Optional<SecretPlan> issuer,
    List<SecretPlan> former,
    boolean rotates) {

  public MeshPlan {
    networks = List.copyOf(networks);
    clusters = List.copyOf(clusters);
    bases = List.copyOf(bases);
    former = List.copyOf(former);
  }

  public Mesh mesh() {
    return topology.mesh();
  }

  /** Whether istiod in some other cluster should read this one, with a secret of this tree. */
  public boolean isDiscovered(ClusterPlan cluster) {
    return cluster.account().isPresent() && topology.discovery().isDiscovered(cluster.cluster());
  }

  /**
   * The clusters that no other cluster discovers only because their credential is missing.
   *
   * @param filed whether the credential of a cluster is in the tree
   */
  public List<ClusterPlan> undiscovered(Predicate<ClusterPlan> filed) {
    return clusters.stream().filter(this::isDiscovered).filter(filed.negate()).toList();
  }

  /**
   * Where a cluster is on its way.
   *
   * @param filed whether the credential of a cluster is in the tree
   */
  public Stage stage(ClusterPlan cluster, Predicate<ClusterPlan> filed) {
    if (!Topology.isConnected(cluster.cluster())) {
      return Stage.DETACHED;
    }
    if (Topology.isActive(cluster.cluster())) {
      return Stage.ACTIVE;
    }
    if (!Topology.isJoining(cluster.cluster())) {
      return Stage.DRAINING;
    }
    return isDiscovered(cluster) && !filed.test(cluster) ? Stage.JOINING : Stage.JOINED;
  }

  /** Whether other networks reach that of a cluster. */
  public boolean isLinked(ClusterPlan cluster) {
    return networks.stream().anyMatch(network -> network.linked() && network.has(cluster));
  }

  /** The port at which networks reach each other; empty where it is not the same for all. */
  public Optional<Integer> gatewayPort() {
    List<Integer> ports =
        networks.stream()
            .filter(NetworkPlan::linked)
            .flatMap(network -> network.ports().stream())
            .distinct()
            .toList();
    return ports.size() == 1 ? Optional.of(ports.get(0)) : Optional.empty();
  }

  /** Whether what signs is imported, and may be missing. */
  public boolean importsKeys() {
    return signs == KeyHolder.IMPORTED;
  }

  /** What a cluster signs with, if it is in the tree. */
  public Optional<SecretPlan> cacerts(String cluster) {
    return clusters.stream()
        .filter(each -> each.name().equals(cluster))
        .findFirst()
        .flatMap(ClusterPlan::cacerts);
  }

  /** Whether a render may end without the {@code cacerts} of a cluster that needs them. */
  public boolean mayLackCacerts() {
    return signs.mayBeMissing() || mesh().store().isPresent();
  }

  /** The sealed keys that may wait for a certificate. */
  public List<SecretPlan> requests() {
    return clusters.stream().flatMap(cluster -> cluster.trust().request().stream()).toList();
  }

  /** The same mesh, whose root is being replaced. */
  public MeshPlan rotating() {
    return new MeshPlan(topology, networks, clusters, bases, signs, root, issuer, former, true);
  }

  /** Where the tree may hold the key of a root that is to take the place of the other. */
  public Optional<SecretPlan> nextRoot() {
    return root.map(SecretPlan::next);
  }

  /** Where it may hold the key of an authority below that root. */
  public Optional<SecretPlan> nextIssuer() {
    return issuer.map(SecretPlan::next);
  }

  /** The keys that may sign below the root of the mesh; that of a root comes last. */
  public List<SecretPlan> signers() {
    return Stream.concat(
            Stream.of(issuer, root).flatMap(Optional::stream),
            rotates ? former.stream() : Stream.of())
        .toList();
  }

  /** Those that may sign below the root that is to take its place. */
  public List<SecretPlan> nextSigners() {
    return Stream.of(nextIssuer(), nextRoot()).flatMap(Optional::stream).toList();
  }

  /** Every sealed file, the root first. */
  public List<SecretPlan> secrets() {
    List<SecretPlan> secrets = new ArrayList<>();
    root.ifPresent(secrets::add);
    issuer.ifPresent(secrets::add);
    nextRoot().ifPresent(secrets::add);
    nextIssuer().ifPresent(secrets::add);
    if (rotates) {
      secrets.addAll(former);
    }
    for (ClusterPlan cluster : clusters) {
      cluster.cacerts().ifPresent(secrets::add);
      cluster.trust().request().ifPresent(secrets::add);
      secrets.addAll(cluster.remotes());
      stored(cluster).forEach(secret -> bundled(secret).ifPresent(secrets::add));
    }
    return secrets;
  }

  /**
   * Where a secret that the store keeps may wait for its import. Also where the spec has no
   * recipients for that any more: what waits still waits.
   */
  public Optional<SecretPlan> bundled(SecretPlan secret) {
    return secret.isStored()
        ? Optional.of(
            secret.bundled(
                mesh().recipients().bundle().stream()
                    .map(Located::value)
                    .distinct()
                    .sorted()
                    .toList()))
        : Optional.empty();
  }

  /** What the store keeps, of which a file is the bundled form. */
  public SecretPlan kept(SecretPlan bundled) {
    return clusters.stream()
        .filter(cluster -> cluster.name().equals(bundled.owner()))
        .flatMap(cluster -> stored(cluster).stream())
        .filter(each -> bundled(each).orElseThrow().path().equals(bundled.path()))
        .findFirst()
        .orElseThrow();
  }

  /** What of a cluster the store keeps. */
  public List<SecretPlan> stored(ClusterPlan cluster) {
    return Stream.of(
            cluster.cacerts().stream(),
            cluster.trust().request().stream(),
            cluster.remotes().stream())
        .flatMap(each -> each)
        .filter(SecretPlan::isStored)
        .toList();
  }

  /** Whether what the store is to keep goes through a bundle, and no command writes there. */
  public boolean bundles() {
    return mesh().store().isPresent() && !mesh().recipients().bundle().isEmpty();
  }
}
