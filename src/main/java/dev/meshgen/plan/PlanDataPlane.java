package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.NodeAgents;
import dev.meshgen.platform.Platform;
import dev.meshgen.platform.Platforms;
import dev.meshgen.topology.DataPlanes;
import dev.meshgen.topology.Topology;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Decides how the workloads of a cluster join the mesh, and where its node agents go. */
final class PlanDataPlane {
  private final Mesh mesh;
  private final IstioCatalog catalog;
  private final boolean multiNetwork;

  PlanDataPlane(Topology topology, IstioCatalog catalog) {
    this.mesh = topology.mesh();
    this.catalog = catalog;
    this.multiNetwork = topology.dataPlanes().multiNetwork();
  }

  DataPlanePlan plan(Cluster cluster) {
    Platform platform = Platforms.of(cluster);
    boolean charts = cluster.istio().install() == Install.HELM;
    boolean agents = DataPlanes.runsCni(cluster);
    return new DataPlanePlan(
        platform.chartPlatform(),
        platform.nodePlatform(),
        agents,
        NodeAgents.namespace(cluster, mesh),
        agents && charts ? platform.agentObjectNamespaces() : List.of(),
        cluster.isAmbient() ? Optional.of(ambient(cluster)) : Optional.empty());
  }

  private AmbientPlan ambient(Cluster cluster) {
    IstioVersion version = IstioVersion.parse(cluster.istio().version()).orElseThrow();
    IstioMinor minor = catalog.find(version).orElseThrow();
    SortedMap<String, String> env =
        multiNetwork ? minor.ambient().multiNetworkEnv() : Collections.emptySortedMap();
    return new AmbientPlan(
        multiNetwork, env, mesh.ambient().globalServices(), minor.gatewayApi().text());
  }
}
