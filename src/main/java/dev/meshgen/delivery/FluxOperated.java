package dev.meshgen.delivery;

import dev.meshgen.model.Delivery;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.SailPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Kustomizations of a cluster's layers of resources of the Sail Operator. */
final class FluxOperated {
  private final Delivery.Flux delivery;
  private final ClusterPlan cluster;
  private final String folder;

  FluxOperated(Delivery.Flux delivery, ClusterPlan cluster, String folder) {
    this.delivery = delivery;
    this.cluster = cluster;
    this.folder = folder;
  }

  /** The layer that a gateway waits for, whose Pods have their traffic redirected. */
  static String last(SailPlan sail) {
    return sail.resources().get(sail.resources().size() - 1).layer().id();
  }

  /** Each waits for the one before it, the first for {@code before}. */
  List<FileView> layers(SailPlan sail, String before) {
    List<FileView> layers = new ArrayList<>();
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

  /** Kustomizations take any other kind for ready once it has no condition that says otherwise. */
  private FileView layer(SailPlan.Resource resource, String previous) {
    String id = resource.layer().id();
    String condition = "e.type == '" + resource.condition() + "' && e.status == 'True'";
    return new FileView(
        folder + id + ".yaml",
        "flux/layer.yaml",
        new Flux.LayerView(
            "mesh-" + id,
            delivery.namespace(),
            "./" + delivery.within(cluster.folder() + id),
            true,
            delivery.sourceKind(),
            delivery.sourceName(),
            true,
            List.of("mesh-" + previous),
            Optional.empty(),
            false,
            List.of(),
            Optional.of(
                new Flux.Operated(
                    resource.kind().kind(), "status.conditions.exists(e, " + condition + ")"))));
  }
}
