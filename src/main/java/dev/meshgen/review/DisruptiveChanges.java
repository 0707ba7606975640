package dev.meshgen.review;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.lock.RunningCluster.RunningGateway;
import dev.meshgen.lock.RunningIstio;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Edits that make a right tree of a right one, and that a running mesh does not survive in one
 * step.
 */
final class DisruptiveChanges {
  private final Topology topology;
  private final Mesh mesh;

  DisruptiveChanges(Topology topology) {
    this.topology = topology;
    this.mesh = topology.mesh();
  }

  /**
   * {@link Code#CLUSTER_ID_CHANGED}, {@link Code#CONTROL_PLANE_REPLACED}, {@link
   * Code#GATEWAY_MOVED}, {@link Code#HBONE_TAKEN} and {@link Code#TRUST_DOMAIN_CHANGED}.
   */
  List<Diagnostic> find(List<ClusterChange> clusters) {
    List<Diagnostic> found = new ArrayList<>();
    for (ClusterChange change : clusters) {
      if (isRenamed(change)) {
        found.add(renamed(change));
      }
      if (isMoved(change)) {
        found.add(moved(change));
      }
      otherHost(change).ifPresent(before -> found.add(host(change.cluster(), before)));
    }
    hboneTaken(clusters).ifPresent(found::add);
    // All clusters have the same ones; what one of them had is enough.
    other(clusters, RunningIstio::trustDomain).ifPresent(before -> found.add(trustDomain(before)));
    other(clusters, RunningIstio::namespace).ifPresent(before -> found.add(namespace(before)));
    return found;
  }

  /** Whether others send it requests: who drains it first has done what the hints say. */
  private static boolean isActive(ClusterChange change) {
    return Topology.isActive(change.cluster());
  }

  private static boolean isRenamed(ClusterChange change) {
    Optional<String> before = change.before().membership().clusterId();
    return isActive(change) && !before.equals(change.after().membership().clusterId());
  }

  private static Diagnostic renamed(ClusterChange change) {
    Cluster cluster = change.cluster();
    Span at = cluster.origins().at("clusterID");
    String before = change.before().membership().clusterId().orElse(cluster.name());
    return Diagnostic.of(
            Code.CLUSTER_ID_CHANGED,
            at.hasLine() ? at : cluster.origins().document(),
            "the cluster ID of \""
                + cluster.name()
                + "\" was \""
                + before
                + "\": istiod refuses the proxies that run under it until they are restarted, and"
                + " other clusters lose its endpoints until they read the new remote secret")
        .concerning(cluster.name())
        .expecting("clusterID: " + before + ", unless the cluster is not in use yet")
        .hinting(
            "to rename it on purpose, set `state: draining` first and restart its workloads before"
                + " it is active again");
  }

  /** Whether a gateway of the same kind goes to another place, so that it is another one. */
  private static boolean isMoved(ClusterChange change) {
    Optional<RunningGateway> before = change.before().gateway();
    Optional<RunningGateway> after = change.after().gateway();
    return isActive(change)
        && before.isPresent()
        && after.isPresent()
        && before.get().kind().equals(after.get().kind())
        && !before.get().place().equals(after.get().place());
  }

  private static Diagnostic moved(ClusterChange change) {
    Cluster cluster = change.cluster();
    Span name = cluster.origins().at("eastWest", "name");
    Span at = name.hasLine() ? name : cluster.origins().at("eastWest", "namespace");
    return Diagnostic.of(
            Code.GATEWAY_MOVED,
            at.hasLine() ? at : cluster.origins().document(),
            "the east-west gateway of \""
                + cluster.name()
                + "\" has another name or namespace: it is another gateway with another load"
                + " balancer, and the running one is removed")
        .concerning(cluster.name())
        .expecting("the current name and namespace, unless the cluster is not in use yet")
        .hinting(
            "to move it, set `state: draining` first, so that other networks send no new requests"
                + " to this cluster in the meantime");
  }

  private static Optional<String> otherHost(ClusterChange change) {
    return change.after().host().isPresent()
        ? change.before().host().filter(host -> !change.after().host().get().equals(host))
        : Optional.empty();
  }

  private static Optional<String> other(
      List<ClusterChange> clusters, Function<RunningIstio, String> field) {
    for (ClusterChange change : clusters) {
      String before = field.apply(change.before().istio());
      if (!before.equals(field.apply(change.after().istio()))) {
        return Optional.of(before);
      }
    }
    return Optional.empty();
  }

  /** Who writes `multiNetwork: false` means it; who adds a cluster of sidecars hardly does. */
  private Optional<Diagnostic> hboneTaken(List<ClusterChange> clusters) {
    List<Cluster> sidecars = topology.dataPlanes().sidecars();
    if (sidecars.isEmpty() || mesh.ambient().multiNetwork().isPresent()) {
      return Optional.empty();
    }
    long losing =
        clusters.stream()
            .filter(
                change -> change.cluster().isAmbient() && Topology.isConnected(change.cluster()))
            .filter(change -> hasHbone(change.before()) && !hasHbone(change.after()))
            .count();
    return losing > 0 ? Optional.of(hboneTaken(sidecars.get(0), losing)) : Optional.empty();
  }

  private static boolean hasHbone(RunningCluster record) {
    return record.gateway().filter(each -> each.kind().equals(PlannedCluster.HBONE)).isPresent();
  }

  private static Diagnostic hboneTaken(Cluster sidecar, long losing) {
    Span at = sidecar.origins().at("istio", "dataPlane");
    return Diagnostic.of(
            Code.HBONE_TAKEN,
            at.hasLine() ? at : sidecar.origins().document(),
            "\""
                + sidecar.name()
                + "\" has sidecars, so that HBONE would end between networks: "
                + (losing == 1 ? "an ambient cluster" : losing + " ambient clusters")
                + " would lose all traffic with others")
        .expecting("dataPlane: ambient, as in the others")
        .hinting(
            "to go back to sidecars between clusters on purpose, write"
                + " `istio.ambient.multiNetwork: false`");
  }

  private static Diagnostic host(Cluster cluster, String before) {
    return Diagnostic.of(
            Code.CONTROL_PLANE_REPLACED,
            cluster.origins().at("controlPlane", "host"),
            "istiod's host was \""
                + before
                + "\": running proxies connect to that name, which its gateway will no longer"
                + " answer")
        .expecting("the current host, unless the cluster is not in use yet")
        .hinting(
            "if it has to change, restart all workloads right after: they work until their"
                + " certificates expire, a day at most");
  }

  private Diagnostic namespace(String before) {
    Span at = mesh.origins().at("spec", "istio", "namespace");
    return Diagnostic.of(
            Code.CONTROL_PLANE_REPLACED,
            at.hasLine() ? at : mesh.origins().document(),
            "Istio's namespace was \""
                + before
                + "\": this replaces the control planes there, with their gateways and load"
                + " balancers, secrets and credentials, in one step")
        .expecting("the current namespace, unless the mesh is not in use yet")
        .hinting("start another mesh beside this one and move the clusters over one by one");
  }

  private Diagnostic trustDomain(String before) {
    Span at = mesh.origins().at("spec", "trustDomain");
    return Diagnostic.of(
            Code.TRUST_DOMAIN_CHANGED,
            at.hasLine() ? at : mesh.origins().document(),
            "the trust domain was \""
                + before
                + "\": workloads keep its certificates until they expire, a day at most, and"
                + " proxies that know only the new one refuse them")
        .expecting("the current trust domain, unless the mesh is not in use yet")
        .hinting(
            "let every istiod accept both first: values.istiod.meshConfig.trustDomainAliases with"
                + " the new one in all clusters, then this change with the old one there; remove"
                + " it a day later");
  }
}
