package dev.meshgen.render;

import dev.meshgen.plan.ClusterPlan;
import java.util.List;

/** A part of a template's view: where images come from. */
record ImagesView(String hub, List<String> pullSecrets) {
  static ImagesView of(ClusterPlan cluster) {
    return new ImagesView(
        cluster.cluster().istio().images().hub(),
        cluster.cluster().istio().images().pullSecretNames());
  }
}
