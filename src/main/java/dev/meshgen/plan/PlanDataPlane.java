package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Platform;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Decides how the workloads of a cluster join the mesh, and where its node agents go. */
final class PlanDataPlane {
  private final Mesh mesh;
  private final IstioCatalog catalog;
  private final boolean multiNetwork;

  PlanDataPlane(Mesh mesh, IstioCatalog catalog) {
    this.mesh = mesh;
    this.catalog = catalog;
    this.multiNetwork = mesh.ambientMultiNetwork();
  }

  DataPlanePlan plan(Cluster cluster) {
    boolean openShift = cluster.platform() == Platform.OPENSHIFT;
    boolean charts = cluster.istio().install() == Install.HELM;
    // A cluster that only hosts an istiod has no workloads of the mesh.
    boolean agents = cluster.runsCni() && !cluster.controlPlane().isExternal();
    return new DataPlanePlan(
        // There, istiod also gives Pods the user IDs of their namespace.
        openShift ? Optional.of(cluster.platform().id()) : Optional.empty(),
        nodePlatform(cluster.platform()),
        agents,
        DataPlanePlan.nodeNamespace(cluster, mesh),
        // Multus finds the plugin through an object in `default`.
        openShift && agents && charts ? List.of("default", DataPlanePlan.KUBE_SYSTEM) : List.of(),
        cluster.isAmbient() ? Optional.of(ambient(cluster)) : Optional.empty());
  }

  /** The platforms whose nodes keep CNI plugins elsewhere, or admit critical Pods conditionally. */
  private static Optional<String> nodePlatform(Platform platform) {
    return switch (platform) {
      case OPENSHIFT, GKE, K3S -> Optional.of(platform.id());
      case EKS, AKS, GENERIC -> Optional.empty();
    };
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
