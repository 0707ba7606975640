package dev.meshgen.render;

import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;

/** A part of a template's view: what a control plane is part of, and what it calls its cluster. */
record IdentityView(String namespace, String mesh, String cluster, String network) {

  static IdentityView of(Mesh mesh, ClusterPlan cluster) {
    return of(mesh, cluster.cluster().id(), cluster.cluster().network());
  }

  /** The identity of another cluster than the one that the values are for. */
  static IdentityView of(Mesh mesh, String cluster, String network) {
    return new IdentityView(mesh.istioNamespace(), mesh.name(), cluster, network);
  }
}
