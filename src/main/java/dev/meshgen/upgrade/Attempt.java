package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.spec.SpecSource;
import java.util.List;
import java.util.Optional;

/**
 * What came of a draft: a step and the spec after it, or what stands in its way.
 *
 * @param spoken what the problems speak of
 */
record Attempt(
    Optional<Step> step,
    Optional<Moment> after,
    List<Diagnostic> problems,
    List<SpecSource> spoken) {

  static Attempt failed(List<Diagnostic> problems, List<SpecSource> spoken) {
    return new Attempt(Optional.empty(), Optional.empty(), problems, spoken);
  }
}
