package dev.meshgen.cli;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.Authority;
import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecException;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.TreeException;
import dev.meshgen.trust.TrustTree;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Where commands about trust find the tree, and the spec of one that holds no keys. */
final class TrustOptions {
  private final SpecOptions spec;
  private final OutputOptions output;

  TrustOptions(Command command) {
    this(command, new SpecOptions(command));
  }

  /** For a command whose words are the spec as well. */
  static TrustOptions orWords(Command command) {
    return new TrustOptions(command, SpecOptions.orWords(command));
  }

  private TrustOptions(Command command, SpecOptions spec) {
    this.spec = spec;
    output = new OutputOptions(command, spec);
  }

  SpecOptions spec() {
    return spec;
  }

  OutputOptions output() {
    return output;
  }

  /** A mesh whose keys are elsewhere. */
  record Elsewhere(CheckedSpec spec, Authority authority) {

    /** Who issues and renews what the tree has no certificate of. */
    String words() {
      if (authority.signsWorkloads()) {
        return "mesh "
            + spec.mesh().name()
            + " has no intermediates: "
            + authority.name()
            + " signs its workload certificates and renews its own; the tree holds none of them";
      }
      return "the intermediates of mesh "
          + spec.mesh().name()
          + " come from "
          + authority.name()
          + ", and are renewed there; the tree holds none of their certificates";
    }
  }

  /** Empty, and said why, if a lock cannot be read. */
  Optional<TrustTree> tree(Console console) throws TreeException {
    Report report = new Report();
    try (OutputFolder folder = OutputFolder.inspect(output.path(console))) {
      Optional<TrustTree> tree = TrustTree.read(folder, output.name(console), report);
      Diagnostics.print(console, DiagnosticFormat.TEXT, List.of(), report);
      return tree;
    }
  }

  /** Reads files of the tree. */
  Optional<byte[]> file(Console console, String path) throws TreeException {
    try (OutputFolder folder = OutputFolder.inspect(output.path(console))) {
      return folder.read(path);
    }
  }

  /** What the spec says of the mesh; empty if it cannot be found or read, which others tell. */
  Optional<Mesh> mesh(Console console, LocalDate asOf) throws CommandException {
    Report ignored = new Report();
    try {
      List<SpecSource> sources = spec.read(console, Optional.of(output.path(console)), ignored);
      return new Compiler(new Schemas(), console.env())
          .check(sources, asOf, ignored)
          .map(CheckedSpec::mesh);
    } catch (SpecException e) {
      return Optional.empty();
    }
  }

  /**
   * Of a tree without a certificate, who has them.
   *
   * @throws CommandException if the tree has not been rendered
   */
  Optional<Elsewhere> elsewhere(Console console, LocalDate asOf)
      throws SpecException, CommandException {
    Report report = new Report();
    List<SpecSource> sources = spec.read(console, Optional.of(output.path(console)), report);
    Optional<CheckedSpec> checked =
        new Compiler(new Schemas(), console.env()).check(sources, asOf, report);
    if (checked.isEmpty()) {
      Diagnostics.print(console, DiagnosticFormat.TEXT, sources, report);
      return Optional.empty();
    }
    Authority authority = Authorities.of(checked.get().mesh());
    if (authority.sealsKeys()) {
      throw new CommandException(
          output.name(console) + " holds no certificate yet; run `meshgen render`");
    }
    return Optional.of(new Elsewhere(checked.get(), authority));
  }
}
