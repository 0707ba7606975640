package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane.Hosting;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides where istiod runs, whom it serves, and what each cluster installs for that. */
final class PlanControlPlane {
  private final Mesh mesh;
  private final Map<String, Cluster> byName = new TreeMap<>();
  private final Set<String> followed;

  PlanControlPlane(Mesh mesh) {
    this.mesh = mesh;
    this.followed = mesh.remotes().keySet();
    mesh.clusters().forEach(cluster -> byName.put(cluster.name(), cluster));
  }

  /** Whether remotes reach this primary's istiod through its east-west gateway. */
  boolean exposesIstiod(Cluster cluster) {
    return !cluster.controlPlane().isExternal() && followed.contains(cluster.name());
  }

  /** Whether an istiod outside of the mesh takes its configuration from this cluster. */
  boolean isConfigCluster(Cluster cluster) {
    return mesh.isConfigCluster(cluster.name());
  }

  /** What somebody has to add for this cluster to be read. */
  SecretPlan.Kind credential(Cluster cluster) {
    return isConfigCluster(cluster) ? SecretPlan.Kind.KUBECONFIG : SecretPlan.Kind.REMOTE;
  }

  Optional<RemotePlan> remote(Cluster cluster, boolean setsFailurePolicy, boolean readsMeshConfig) {
    if (!cluster.controlPlane().isRemote()) {
      return Optional.empty();
    }
    List<String> primaries =
        cluster.controlPlane().primaries().stream().map(Located::value).toList();
    Cluster first = byName.get(primaries.get(0));
    String path = "/inject/cluster/" + cluster.name() + "/net/" + cluster.network();
    if (!first.controlPlane().isExternal()) {
      Optional<String> address = Optional.of(first.eastWest().address().orElseThrow());
      return Optional.of(
          new RemotePlan(
              primaries,
              primaries,
              address,
              Optional.empty(),
              path,
              false,
              false,
              readsMeshConfig));
    }
    Hosting hosting = first.controlPlane().hosting();
    String config = hosting.configCluster().orElseThrow();
    boolean isConfig = config.equals(cluster.name());
    return Optional.of(
        new RemotePlan(
            primaries,
            isConfig ? List.of() : List.of(config),
            Optional.empty(),
            hosting.host(),
            path,
            isConfig,
            isConfig && setsFailurePolicy,
            readsMeshConfig));
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
            PlanMesh.gateway(cluster, dataPlane, false, false)));
  }
}
