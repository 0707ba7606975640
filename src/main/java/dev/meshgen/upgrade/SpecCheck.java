package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecSource;
import java.util.List;
import java.util.Optional;

/** Reads a spec and lets the rules judge it. */
public interface SpecCheck {
  /** Empty when {@code report} has errors. */
  Optional<Spec> check(List<SpecSource> sources, Report report);
}
