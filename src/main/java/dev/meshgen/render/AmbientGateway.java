package dev.meshgen.render;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.Layer;
import java.util.List;
import java.util.Optional;

/** The east-west gateway of ambient workloads, which istiod deploys. */
final class AmbientGateway {
  private static final String TEMPLATES = "cluster/eastwest/ambient/";

  private AmbientGateway() {}

  /** A template's view: the Gateway. */
  record GatewayView(
      String name,
      String namespace,
      String network,
      int port,
      boolean annotated,
      List<MapEntry> annotations) {}

  /** A template's view: what istiod merges into what it makes of the Gateway. */
  record ParametersView(
      String name,
      String namespace,
      boolean service,
      Optional<String> loadBalancerIp,
      boolean ranged,
      List<String> sourceRanges) {}

  static KustomizeFolder folder(ClusterPlan cluster, GatewayPlan gateway, String namespace) {
    boolean ranged = !gateway.sourceRanges().isEmpty();
    List<MapEntry> annotations = MapEntry.list(gateway.annotations());
    return ClusterFiles.at(cluster, Layer.EASTWEST)
        .add(
            "parameters.yaml",
            TEMPLATES,
            new ParametersView(
                GatewayPlan.HBONE_NAME,
                namespace,
                ranged || gateway.loadBalancerIp().isPresent(),
                gateway.loadBalancerIp(),
                ranged,
                gateway.sourceRanges()))
        .add(
            "gateway.yaml",
            TEMPLATES,
            new GatewayView(
                GatewayPlan.HBONE_NAME,
                namespace,
                cluster.cluster().network(),
                gateway.port(),
                !annotations.isEmpty(),
                annotations));
  }
}
