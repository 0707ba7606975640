package dev.meshgen.render;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.tree.ClusterLayout;
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

  static KustomizeFolder folder(ClusterPlan cluster, GatewayPlan gateway) {
    String name = gateway.name();
    String namespace = gateway.namespace();
    ServiceView service = ServiceView.of(gateway);
    return ClusterFiles.at(cluster, Layer.EASTWEST)
        .add(
            ClusterLayout.PARAMETERS,
            TEMPLATES,
            new ParametersView(
                name, namespace, cluster.cluster().istio().scaling().automatic(), service.spec()))
        .add(
            ClusterLayout.GATEWAY,
            TEMPLATES,
            new GatewayView(
                name,
                namespace,
                cluster.cluster().network(),
                gateway.port(),
                service.annotations()));
  }
}
