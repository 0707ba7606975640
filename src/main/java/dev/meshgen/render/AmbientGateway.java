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
      String name, String namespace, String network, int port, List<MapEntry> annotations) {}

  /** A template's view: what istiod merges into what it makes of the Gateway. */
  record ParametersView(
      String name, String namespace, boolean autoscaled, Optional<ServiceView.Spec> spec) {}

  static KustomizeFolder folder(ClusterPlan cluster, GatewayPlan gateway, String namespace) {
    String name = GatewayPlan.HBONE_NAME;
    ServiceView service = ServiceView.of(gateway);
    return ClusterFiles.at(cluster, Layer.EASTWEST)
        .add(
            "parameters.yaml",
            TEMPLATES,
            new ParametersView(
                name, namespace, cluster.cluster().istio().scaling().automatic(), service.spec()))
        .add(
            "gateway.yaml",
            TEMPLATES,
            new GatewayView(
                name,
                namespace,
                cluster.cluster().network(),
                gateway.port(),
                service.annotations()));
  }
}
