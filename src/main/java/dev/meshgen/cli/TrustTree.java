package dev.meshgen.cli;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.Authority;
import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.CommittedReader;
import dev.meshgen.issue.CommittedSecrets;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecException;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.TreeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A mesh and what its tree holds of certificates; no key is needed to read it. */
record TrustTree(MeshPlan plan, CommittedSecrets committed) {

  /** Empty, and said why, if either cannot be read. Warnings about the spec are told elsewhere. */
  static Optional<TrustTree> read(
      Console console, SpecOptions spec, OutputOptions output, LocalDate asOf)
      throws SpecException, TreeException {
    Report report = new Report();
    List<SpecSource> sources = spec.read(console, Optional.of(output.path(console)), report);
    Compiler compiler = new Compiler(new Schemas(), RenderRun.env(console));
    Optional<CheckedSpec> checked = compiler.check(sources, asOf, report);
    Optional<TrustTree> tree = Optional.empty();
    if (checked.isPresent()) {
      MeshPlan plan = compiler.plan(checked.get());
      try (OutputFolder folder = OutputFolder.inspect(output.path(console))) {
        tree =
            new CommittedReader(folder, output.name(console), report)
                .read(plan)
                .map(committed -> new TrustTree(plan, committed));
      }
    }
    if (tree.isEmpty()) {
      Diagnostics.print(console, DiagnosticFormat.TEXT, sources, report);
    }
    return tree;
  }

  Authority authority() {
    return Authorities.of(plan.mesh());
  }

  /** Who issues and renews what the tree has no certificate of; empty if it has those of all. */
  Optional<String> elsewhere() {
    return authority().sealsKeys()
        ? Optional.empty()
        : Optional.of(
            "the intermediates of mesh "
                + plan.mesh().name()
                + " come from "
                + authority().name()
                + ", and are renewed there; the tree holds no certificate of them");
  }
}
