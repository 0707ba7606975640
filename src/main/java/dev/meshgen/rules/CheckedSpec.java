package dev.meshgen.rules;

import dev.meshgen.model.Mesh;
import dev.meshgen.spec.Spec;
import dev.meshgen.topology.Topology;

/**
 * A spec that the rules have looked at, and its mesh derived once for all that comes after.
 *
 * @param topology what follows from {@code spec.mesh()}
 */
public record CheckedSpec(Spec spec, Topology topology) {

  public Mesh mesh() {
    return spec.mesh();
  }
}
