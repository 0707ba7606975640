package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which charts a cluster gets, in the order in which they are installed. */
final class PlanReleases {
  private final Cluster cluster;
  private final List<Release> releases = new ArrayList<>();

  private PlanReleases(Cluster cluster) {
    this.cluster = cluster;
  }

  static List<Release> of(
      Cluster cluster,
      String istioNamespace,
      Optional<GatewayPlan> eastWest,
      DataPlanePlan dataPlane,
      boolean isConfigCluster) {
    String nodes = dataPlane.nodeNamespace();
    PlanReleases plan = new PlanReleases(cluster);
    plan.addControlPlane(istioNamespace, isConfigCluster);
    if (dataPlane.cni()) {
      plan.add(Release.Kind.CNI, "istio-cni", nodes);
    }
    if (dataPlane.ambient().isPresent()) {
      plan.add(Release.Kind.ZTUNNEL, "ztunnel", nodes);
    }
    if (eastWest.isPresent() && !eastWest.get().isObject()) {
      plan.add(Release.Kind.EASTWEST, GatewayPlan.NAME, istioNamespace);
    }
    return plan.releases;
  }

  private void addControlPlane(String namespace, boolean isConfigCluster) {
    switch (cluster.controlPlane().role()) {
      case PRIMARY -> {
        add(Release.Kind.BASE, "istio-base", namespace);
        add(Release.Kind.ISTIOD, "istiod", namespace);
      }
      case REMOTE -> {
        add(
            isConfigCluster ? Release.Kind.CONFIG_BASE : Release.Kind.BASE,
            "istio-base",
            namespace);
        add(isConfigCluster ? Release.Kind.CONFIG : Release.Kind.REMOTE, "istiod", namespace);
      }
      case EXTERNAL -> {
        add(Release.Kind.EXTERNAL, "istiod", namespace);
        add(Release.Kind.ISTIOD_GATEWAY, HostingPlan.GATEWAY, namespace);
      }
    }
  }

  private void add(Release.Kind kind, String name, String namespace) {
    Optional<YamlMap> overrides =
        Optional.ofNullable(cluster.values().get(kind.key()))
            .filter(map -> !map.entries().isEmpty());
    releases.add(new Release(kind, name, namespace, cluster.istio().version(), overrides));
  }
}
