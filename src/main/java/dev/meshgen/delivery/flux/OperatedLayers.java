package dev.meshgen.delivery.flux;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.SailPlan;
import java.util.ArrayList;
import java.util.List;

/** The Kustomizations of a cluster's layers of resources of the Sail Operator. */
final class OperatedLayers {
  private final FluxSettings settings;
  private final ClusterPlan cluster;

  OperatedLayers(FluxSettings settings, ClusterPlan cluster) {
    this.settings = settings;
    this.cluster = cluster;
  }

  /** The layer that a gateway waits for, whose Pods have their traffic redirected. */
  static String last(SailPlan sail) {
    return sail.resources().get(sail.resources().size() - 1).layer().id();
  }

  /** Each waits for the one before it, the first for {@code before}. */
  List<LayerView> of(SailPlan sail, String before) {
    List<LayerView> layers = new ArrayList<>();
    String previous = before;
    for (Layer layer : List.of(Layer.ISTIOD, Layer.CNI, Layer.ZTUNNEL)) {
      List<SailPlan.Resource> resources = sail.of(layer);
      if (!resources.isEmpty()) {
        layers.add(layer(resources.get(0), previous));
        previous = layer.id();
      }
    }
    return layers;
  }

  /** Kustomizations treat any other kind as ready once it has no condition that says otherwise. */
  private LayerView layer(SailPlan.Resource resource, String previous) {
    String id = resource.layer().id();
    String condition = "e.type == '" + resource.condition() + "' && e.status == 'True'";
    return LayerView.of(settings, id, cluster.layout().layer(id), List.of(previous))
        .operated(resource.kind().kind(), "status.conditions.exists(e, " + condition + ")");
  }
}
