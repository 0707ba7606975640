package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane.Hosting;
import dev.meshgen.model.EastWest;
import dev.meshgen.platform.Platforms;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.DataPlanes;
import dev.meshgen.topology.GatewayPlacement;
import dev.meshgen.topology.Gateways;
import dev.meshgen.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides where istiod runs, which clusters it serves, and what each cluster installs for that. */
final class PlanControlPlane {
  private final ControlPlanes controlPlanes;
  private final PlanReleases releases;

  PlanControlPlane(ControlPlanes controlPlanes, PlanReleases releases) {
    this.controlPlanes = controlPlanes;
    this.releases = releases;
  }

  /** What has to be added so that others can read this cluster. */
  SecretPlan.Kind credential(Cluster cluster) {
    return controlPlanes.isConfigCluster(cluster)
        ? SecretPlan.Kind.KUBECONFIG
        : SecretPlan.Kind.REMOTE;
  }

  Optional<RemotePlan> remote(Cluster cluster) {
    return controlPlanes
        .first(cluster)
        .map(
            first ->
                ControlPlanes.isExternal(first.cluster())
                    ? remoteOfExternal(cluster, first.cluster())
                    : remote(cluster, first.cluster()));
  }

  private RemotePlan remote(Cluster cluster, Cluster first) {
    List<String> primaries = controlPlanes.serving(cluster);
    return new RemotePlan(
        primaries,
        controlPlanes.primaries(cluster).stream().map(each -> each.cluster().id()).toList(),
        Optional.of(first.eastWest().address().orElseThrow()),
        Optional.empty(),
        injectionPath(cluster),
        false,
        false,
        readsMeshConfig(cluster));
  }

  private RemotePlan remoteOfExternal(Cluster cluster, Cluster external) {
    Cluster config = controlPlanes.configuredIn(external).orElseThrow();
    boolean isConfig = config.name().equals(cluster.name());
    return new RemotePlan(
        controlPlanes.serving(cluster),
        isConfig ? List.of() : List.of(config.id()),
        Optional.empty(),
        external.controlPlane().hosting().host(),
        injectionPath(cluster),
        isConfig,
        isConfig && releases.setFailurePolicy(cluster.istio().defaultControlPlane()),
        readsMeshConfig(cluster));
  }

  private static String injectionPath(Cluster cluster) {
    return "/inject/cluster/" + cluster.id() + "/net/" + cluster.network();
  }

  private boolean readsMeshConfig(Cluster cluster) {
    return releases.readMeshConfig(cluster)
        || controlPlanes.primaries(cluster).stream()
            .anyMatch(primary -> releases.readMeshConfig(primary.cluster()));
  }

  Optional<HostingPlan> hosting(Cluster cluster) {
    if (Topology.hasWorkloads(cluster)) {
      return Optional.empty();
    }
    Hosting hosting = cluster.controlPlane().hosting();
    Cluster config = controlPlanes.configuredIn(cluster).orElseThrow();
    return Optional.of(
        new HostingPlan(
            config.name(),
            config.id(),
            config.network(),
            hosting.host().orElseThrow(),
            hosting.credentialName().orElseThrow(),
            // All that it serves have nodes alike; on its own it injects nothing.
            Platforms.of(config).chartPlatform(),
            DataPlanes.runsCni(config),
            PlanGateways.of(
                cluster,
                new GatewayPlacement(
                    HostingPlan.GATEWAY,
                    releases.namespace(),
                    new TreeMap<>(Map.of(EastWest.Placement.LABEL, HostingPlan.GATEWAY))),
                Gateways.Kind.CHART,
                true,
                Optional.empty())));
  }
}
