package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane.Hosting;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.NodeAgents;
import dev.meshgen.platform.Platforms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides where istiod runs, which clusters it serves, and what each cluster installs for that. */
final class PlanControlPlane {
  private final Set<String> configClusters;
  private final PlanReleases releases;
  private final Map<String, Cluster> byName = new TreeMap<>();
  private final Set<String> followed;

  PlanControlPlane(Mesh mesh, PlanReleases releases) {
    this.configClusters = mesh.configClusters();
    this.releases = releases;
    this.followed = mesh.remotes().keySet();
    mesh.clusters().forEach(cluster -> byName.put(cluster.name(), cluster));
  }

  /** Whether remotes reach this primary's istiod through its east-west gateway. */
  boolean exposesIstiod(Cluster cluster) {
    return !cluster.controlPlane().isExternal() && followed.contains(cluster.name());
  }

  /** Whether an istiod outside of the mesh takes its configuration from this cluster. */
  boolean isConfigCluster(Cluster cluster) {
    return configClusters.contains(cluster.name());
  }

  /** What has to be added so that others can read this cluster. */
  SecretPlan.Kind credential(Cluster cluster) {
    return isConfigCluster(cluster) ? SecretPlan.Kind.KUBECONFIG : SecretPlan.Kind.REMOTE;
  }

  Optional<RemotePlan> remote(Cluster cluster) {
    if (!cluster.controlPlane().isRemote()) {
      return Optional.empty();
    }
    List<String> primaries =
        cluster.controlPlane().primaries().stream().map(Located::value).toList();
    Cluster first = byName.get(primaries.get(0));
    return Optional.of(
        first.controlPlane().isExternal()
            ? remoteOfExternal(cluster, first, primaries)
            : remote(cluster, first, primaries));
  }

  private RemotePlan remote(Cluster cluster, Cluster first, List<String> primaries) {
    return new RemotePlan(
        primaries,
        primaries,
        Optional.of(first.eastWest().address().orElseThrow()),
        Optional.empty(),
        injectionPath(cluster),
        false,
        false,
        readsMeshConfig(cluster, primaries));
  }

  private RemotePlan remoteOfExternal(Cluster cluster, Cluster external, List<String> primaries) {
    Hosting hosting = external.controlPlane().hosting();
    String config = hosting.configCluster().orElseThrow();
    boolean isConfig = config.equals(cluster.name());
    return new RemotePlan(
        primaries,
        isConfig ? List.of() : List.of(config),
        Optional.empty(),
        hosting.host(),
        injectionPath(cluster),
        isConfig,
        isConfig && releases.setFailurePolicy(cluster.istio().defaultControlPlane()),
        readsMeshConfig(cluster, primaries));
  }

  private static String injectionPath(Cluster cluster) {
    return "/inject/cluster/" + cluster.name() + "/net/" + cluster.network();
  }

  private boolean readsMeshConfig(Cluster cluster, List<String> primaries) {
    return releases.readMeshConfig(cluster)
        || primaries.stream().anyMatch(name -> releases.readMeshConfig(byName.get(name)));
  }

  Optional<HostingPlan> hosting(Cluster cluster, DataPlanePlan dataPlane) {
    if (!cluster.controlPlane().isExternal()) {
      return Optional.empty();
    }
    Hosting hosting = cluster.controlPlane().hosting();
    String config = hosting.configCluster().orElseThrow();
    return Optional.of(
        new HostingPlan(
            config,
            byName.get(config).network(),
            hosting.host().orElseThrow(),
            hosting.credentialName().orElseThrow(),
            // All that it serves have nodes alike; on its own it injects nothing.
            Platforms.of(byName.get(config)).chartPlatform(),
            NodeAgents.runsCni(byName.get(config)),
            PlanGateways.of(cluster, dataPlane, false, false)));
  }
}
