package dev.meshgen.review;

import dev.meshgen.delivery.Engines;
import dev.meshgen.istio.GatewayPort;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.lock.RunningCluster.Membership;
import dev.meshgen.lock.RunningCluster.Place;
import dev.meshgen.lock.RunningCluster.RunningGateway;
import dev.meshgen.lock.RunningIstio;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.EastWestPorts;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.HostingPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.Release;
import dev.meshgen.topology.ControlPlanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What will run in a cluster once its plan is applied, as its lock records it. */
final class PlannedCluster {
  /** What a gateway of ambient workloads is made of. */
  static final String HBONE = "hbone";

  private final Mesh mesh;
  private final Engines engines;
  private final ClusterPlan plan;
  private final Cluster cluster;

  private PlannedCluster(Mesh mesh, Engines engines, ClusterPlan plan) {
    this.mesh = mesh;
    this.engines = engines;
    this.plan = plan;
    this.cluster = plan.cluster();
  }

  /**
   * The record of a cluster.
   *
   * @param filed whether what the others discover it with lies in the tree
   */
  static RunningCluster of(Mesh mesh, Engines engines, ClusterPlan plan, boolean filed) {
    return new PlannedCluster(mesh, engines, plan).record(filed);
  }

  private RunningCluster record(boolean filed) {
    return new RunningCluster(
        new Membership(
            cluster.state().id(),
            ControlPlanes.role(cluster),
            cluster.network(),
            Optional.of(cluster.id()).filter(id -> !id.equals(cluster.name())),
            filed && plan.isListed()),
        engines.of(cluster).id(),
        istio(),
        plan.eastWest().map(this::gateway),
        plan.hosting().map(HostingPlan::host),
        Optional.of(settings()));
  }

  private SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(ChangedSettings.PLATFORM, cluster.platform().id());
    settings.put(ChangedSettings.CLUSTER_DOMAIN, mesh.clusterDomain());
    if (plan.eastWest().isPresent()) {
      settings.put(ChangedSettings.EXPOSURE, word(cluster.eastWest().exposure()));
      if (cluster.eastWest().addresses().arePerNetwork()) {
        settings.put(ChangedSettings.ADDRESS_FOR, "set");
      }
      cluster
          .eastWest()
          .loadBalancer()
          .one(LoadBalancer.CLASS)
          .ifPresent(name -> settings.put(ChangedSettings.LOAD_BALANCER_CLASS, name));
    }
    TokenGenerations.record(plan, settings);
    engines
        .of(cluster)
        .anchors(cluster)
        .forEach(anchor -> settings.put(anchor.field(), anchor.value()));
    return settings;
  }

  private RunningIstio istio() {
    SortedMap<String, String> controlPlanes = new TreeMap<>();
    SortedMap<String, String> releases = new TreeMap<>();
    for (Release release : installed()) {
      if (release.layer() == Layer.ISTIOD) {
        controlPlanes.put(release.control().id(), release.version());
      } else {
        releases.put(release.name(), release.version());
      }
    }
    return new RunningIstio(
        mesh.istioNamespace(),
        mesh.trustDomain(),
        word(cluster.istio().install()),
        word(cluster.istio().dataPlane()),
        controlPlanes,
        releases,
        tags());
  }

  private SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>();
    cluster.istio().tagged().forEach((tag, control) -> tags.put(tag, control.id()));
    return tags;
  }

  private List<Release> installed() {
    List<Release> installed = new ArrayList<>(plan.releases());
    plan.sail().ifPresent(sail -> installed.addAll(sail.releases()));
    return installed;
  }

  private RunningGateway gateway(GatewayPlan gateway) {
    return new RunningGateway(
        gateway.hbone() ? HBONE : word(cluster.eastWest().api()),
        cluster.eastWest().address(),
        place(cluster.eastWest().placement()),
        ports(cluster.eastWest().ports()));
  }

  private static Place place(EastWest.Placement placement) {
    return new Place(placement.name(), placement.namespace());
  }

  private static SortedMap<String, String> ports(EastWestPorts ports) {
    SortedMap<String, String> moved = new TreeMap<>();
    for (GatewayPort port : GatewayPort.values()) {
      if (port.isMovedIn(ports)) {
        moved.put(port.field(), String.valueOf(port.in(ports).value()));
      }
    }
    return moved;
  }

  /** As the spec spells it. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
