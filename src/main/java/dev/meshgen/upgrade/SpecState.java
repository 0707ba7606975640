package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.topology.Topology;
import java.util.List;

/**
 * A spec on the way.
 *
 * @param found what reading it and the rules say of it
 */
record SpecState(List<SpecSource> sources, CheckedSpec checked, List<Diagnostic> found) {
  SpecState {
    sources = List.copyOf(sources);
    found = List.copyOf(found);
  }

  Spec spec() {
    return checked.spec();
  }

  Topology topology() {
    return checked.topology();
  }
}
