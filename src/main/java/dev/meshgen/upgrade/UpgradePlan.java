package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.spec.SpecSource;
import java.util.List;

/**
 * The way to a version.
 *
 * @param steps in order
 * @param blockers what has to be fixed before there can be another step; empty when the last step
 *     reaches the version
 * @param sources what the blockers are about: the spec with all steps made
 */
public record UpgradePlan(
    List<UpgradeStep> steps, List<Diagnostic> blockers, List<SpecSource> sources) {
  public UpgradePlan {
    steps = List.copyOf(steps);
    blockers = List.copyOf(blockers);
    sources = List.copyOf(sources);
  }
}
