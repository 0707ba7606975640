package dev.meshgen.render;

import dev.meshgen.model.IstioSettings.Scaling;
import dev.meshgen.model.Revision;
import dev.meshgen.plan.ClusterPlan;
import java.util.Optional;

/**
 * A part of a template's view: how many istiods there are, and where.
 *
 * @param automatic set with an autoscaler
 * @param fixed their number without one
 * @param revision the label of those to be spread over the nodes
 */
record ScalingView(Optional<Range> automatic, Optional<Integer> fixed, String revision) {

  /** The least and the most. */
  record Range(int min, int max) {}

  static ScalingView of(ClusterPlan cluster, Revision control) {
    Scaling scaling = cluster.cluster().istio().scaling();
    return new ScalingView(
        scaling.automatic()
            ? Optional.of(new Range(scaling.min(), scaling.max()))
            : Optional.empty(),
        scaling.automatic() ? Optional.empty() : Optional.of(scaling.min()),
        control.id());
  }
}
