package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.spec.SpecSource;
import java.util.List;
import java.util.Optional;

/**
 * The result of a draft: a step and the spec after it, or what prevents it.
 *
 * @param spoken what the problems are about
 */
record StepAttempt(
    Optional<UpgradeStep> step,
    Optional<SpecState> after,
    List<Diagnostic> problems,
    List<SpecSource> spoken) {

  static StepAttempt failed(List<Diagnostic> problems, List<SpecSource> spoken) {
    return new StepAttempt(Optional.empty(), Optional.empty(), problems, spoken);
  }
}
