package dev.meshgen.topology;

import dev.meshgen.istio.Applicability;
import dev.meshgen.istio.IstioDefaults;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ClusterState;
import dev.meshgen.model.Mesh;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The mesh derived once. Each part answers one kind of question:
 *
 * <ul>
 *   <li>{@link Networks}: which clusters share a network;
 *   <li>{@link ControlPlanes}: which istiod serves which clusters, and where it is configured;
 *   <li>{@link DataPlanes}: whether sidecars or ztunnels carry traffic between clusters;
 *   <li>{@link Gateways}: which clusters run an east-west gateway, and for which clients;
 *   <li>{@link DiscoveryGraph}: which istiod reads which cluster;
 *   <li>{@link RemoteGateways}: which istiod is told an address of which gateway;
 *   <li>{@link GatewayApiObjects}: which clusters need the CRDs of the Gateway API;
 *   <li>{@link NetworkCalls}: which networks send requests to which.
 * </ul>
 *
 * <p>It can be derived from any mesh that was read, even one that the rules refuse: what a spec
 * names but does not contain is left out.
 */
public final class Topology {
  private final Mesh mesh;
  private final Map<String, Cluster> byName = new TreeMap<>();
  private final Networks networks;
  private final ControlPlanes controlPlanes;
  private final DataPlanes dataPlanes;
  private final Gateways gateways;
  private final DiscoveryGraph discovery;
  private final RemoteGateways remoteGateways;
  private final GatewayApiObjects gatewayApi;
  private final NetworkCalls calls;

  private Topology(Mesh mesh) {
    this.mesh = mesh;
    mesh.clusters().forEach(cluster -> byName.put(cluster.name(), cluster));
    this.networks = Networks.of(mesh);
    this.controlPlanes = new ControlPlanes(mesh, byName);
    this.dataPlanes = DataPlanes.of(mesh, networks);
    this.gateways = new Gateways(networks, controlPlanes, dataPlanes, mesh.istioNamespace());
    this.discovery = DiscoveryGraph.of(mesh);
    this.remoteGateways = new RemoteGateways(mesh, controlPlanes, gateways, discovery);
    this.gatewayApi = new GatewayApiObjects(gateways, remoteGateways);
    this.calls = NetworkCalls.of(mesh, networks, controlPlanes, discovery);
  }

  public static Topology of(Mesh mesh) {
    return new Topology(mesh);
  }

  public Mesh mesh() {
    return mesh;
  }

  /** The names of all clusters, in order. */
  public Collection<String> names() {
    return byName.keySet();
  }

  public Optional<Cluster> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The clusters with workloads of the mesh: all but external ones, which are in no network. */
  public List<Cluster> members() {
    return networks.members();
  }

  /** Whether a cluster has workloads of the mesh. */
  public static boolean hasWorkloads(Cluster cluster) {
    return !ControlPlanes.isExternal(cluster);
  }

  /** Whether a cluster is part of the mesh at all: with a gateway, a reader token, discovery. */
  public static boolean isConnected(Cluster cluster) {
    return cluster.state().isConnected();
  }

  /** Whether a record says of a cluster, in the word of the spec, that it was not. */
  public static boolean isDetached(String state) {
    return state.equals(ClusterState.DETACHED.id());
  }

  /** Whether a cluster is a member like any other, to which others send requests. */
  public static boolean isActive(Cluster cluster) {
    return cluster.state().isActive();
  }

  /** Whether a cluster comes up, so that others may not discover it yet. */
  public static boolean isJoining(Cluster cluster) {
    return cluster.state().isJoining();
  }

  /** Whether others depend on a cluster, so that a change for it alone must not change them. */
  public static boolean isRelied(Cluster cluster) {
    return cluster.state().isRelied();
  }

  /** Whether something about an Istio version applies to a cluster. */
  public boolean concerns(Applicability what, Cluster cluster) {
    return switch (what) {
      case ALL -> true;
      case AMBIENT -> cluster.isAmbient();
      case SIDECAR -> !cluster.isAmbient();
      case CNI -> DataPlanes.runsCni(cluster);
      case TRUST_DOMAIN -> !mesh.trustDomain().equals(IstioDefaults.TRUST_DOMAIN);
    };
  }

  public Networks networks() {
    return networks;
  }

  public ControlPlanes controlPlanes() {
    return controlPlanes;
  }

  public DataPlanes dataPlanes() {
    return dataPlanes;
  }

  public RemoteGateways remoteGateways() {
    return remoteGateways;
  }

  public GatewayApiObjects gatewayApi() {
    return gatewayApi;
  }

  public Gateways gateways() {
    return gateways;
  }

  public DiscoveryGraph discovery() {
    return discovery;
  }

  public NetworkCalls calls() {
    return calls;
  }
}
