package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecSource;
import java.util.List;
import java.util.Optional;

/** Reads a spec and lets the rules judge it. */
public interface SpecCheck {
  /** Empty when {@code report} says why it cannot be read. */
  Optional<Spec> read(List<SpecSource> sources, Report report);

  /** Derives the mesh of a spec; {@code report} gets what the rules find. */
  CheckedSpec judge(Spec spec, Report report);
}
