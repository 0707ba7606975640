package dev.meshgen.render;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.Layer;
import java.util.List;

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
      List<Entry> annotations) {}

  /** A template's view: what istiod merges into what it makes of the Gateway. */
  record ParametersView(String name, String namespace, boolean ranged, List<String> sourceRanges) {}

  static Folder folder(ClusterPlan cluster, GatewayPlan gateway, String namespace) {
    List<Entry> annotations = Entry.list(gateway.annotations());
    return ClusterFiles.at(cluster, Layer.EASTWEST)
        .add(
            "parameters.yaml",
            TEMPLATES,
            new ParametersView(
                GatewayPlan.NAME,
                namespace,
                !gateway.sourceRanges().isEmpty(),
                gateway.sourceRanges()))
        .add(
            "gateway.yaml",
            TEMPLATES,
            new GatewayView(
                GatewayPlan.NAME,
                namespace,
                cluster.cluster().network(),
                gateway.port(),
                !annotations.isEmpty(),
                annotations));
  }
}
