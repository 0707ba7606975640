package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import dev.meshgen.delivery.TreePlace;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.FileSide;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.provenance.Causes;
import dev.meshgen.provenance.Trial;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecException;
import dev.meshgen.spec.SpecFiles;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.TreeException;
import dev.meshgen.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the specs behind two trees, or those that are compared themselves. */
final class ComparedSpecs {
  private final Console console;
  private final SpecOptions spec;
  private final OutputOptions output;
  private final DiagnosticOptions diagnostics;
  private final Compiler compiler;

  ComparedSpecs(
      Console console, SpecOptions spec, OutputOptions output, DiagnosticOptions diagnostics) {
    this.console = console;
    this.spec = spec;
    this.output = output;
    this.diagnostics = diagnostics;
    this.compiler = new Compiler(new Schemas(), console.env());
  }

  /**
   * One of them.
   *
   * @param label of its tree, before the paths of files
   */
  record Side(String label, CheckedSpec spec, List<YamlNode> documents) {}

  /** Two of them, the older one first. */
  record Pair(Side before, Side after) {}

  /**
   * Those of names: revisions, files or folders.
   *
   * @param base without it, the current commit
   * @param head without it, the working directory
   * @return empty, and said why, if one of them is wrong
   */
  Optional<Pair> named(Optional<String> base, Optional<String> head, boolean direct)
      throws CommandException, SpecException {
    Optional<Side> before =
        base.isPresent() && isPath(base.get())
            ? path(base.get(), base.get() + ":")
            : committed(base, head.filter(name -> !isPath(name)), direct);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    String label = output.name(console) + "/";
    Optional<Side> after =
        head.isEmpty()
            ? working(label)
            : isPath(head.get())
                ? path(head.get(), label)
                : at(git(head.get()).commit(head.get()), "", label);
    return after.map(side -> new Pair(before.get(), side));
  }

  /** What a spec compiles to, as far as it follows from the spec alone. */
  Named tree(Side side) {
    return new Named(side.label(), new FileSide(trial().files(compiler.plan(side.spec()))));
  }

  /** What in the one spec made the tree of the other one change. */
  Causes causes(Pair pair, MeshDiff diff) throws TreeException {
    return Causes.of(
        trial(),
        diff,
        pair.before().documents(),
        pair.after().documents(),
        StatusLine.counting(console.err()));
  }

  /** The plans of two specs, the older one first. */
  List<MeshPlan> plans(Pair pair) {
    return List.of(compiler.plan(pair.before().spec()), compiler.plan(pair.after().spec()));
  }

  private Trial trial() {
    return Trial.whole(compiler, place());
  }

  private TreePlace place() {
    Path folder = output.path(console);
    return TreePlace.of(folder, GitCheckout.around(folder).map(git -> git.relative(folder)));
  }

  private boolean isPath(String name) {
    return Files.exists(console.workingDirectory().resolve(name));
  }

  private GitPlace git(String revision) throws CommandException {
    return GitPlace.of(console, output.path(console), output.name(console), revision);
  }

  private Optional<Side> path(String name, String label) throws SpecException {
    Report report = new Report();
    List<SpecSource> sources =
        new SpecFiles(console.workingDirectory(), console.in())
            .read(List.of(name), Optional.of(output.path(console)), report);
    return side(label, sources, report);
  }

  private Optional<Side> working(String label) throws SpecException {
    Report report = new Report();
    List<SpecSource> sources = spec.read(console, Optional.of(output.path(console)), report);
    return side(label, sources, report);
  }

  private Optional<Side> committed(Optional<String> base, Optional<String> head, boolean direct)
      throws CommandException {
    String name = base.orElse(GitPlace.HEAD);
    String commit = git(base.orElse("")).base(console, name, head.orElse(GitPlace.HEAD), direct);
    return at(commit, name + ":", name + ":");
  }

  private Optional<Side> at(String commit, String prefix, String label) throws CommandException {
    if (spec.isStandardInput()) {
      throw new CommandException("a spec from standard input has no revisions");
    }
    Report report = new Report();
    List<SpecSource> sources =
        new CommittedSpec(console, git(commit), output.path(console))
            .read(commit, spec.typed(), prefix, report);
    return side(label, sources, report);
  }

  private Optional<Side> side(String label, List<SpecSource> sources, Report report) {
    Optional<CheckedSpec> checked =
        compiler.check(sources, place(), diagnostics.asOf(console), report);
    if (checked.isEmpty()) {
      Diagnostics.print(console, DiagnosticFormat.TEXT, sources, report);
    }
    return checked.map(found -> new Side(label, found, ReadSpec.documents(sources, new Report())));
  }

  /**
   * The specs behind two trees, if both are known; what is wrong with them is not for this command
   * to say.
   */
  Optional<Pair> behind(Optional<String> base, Optional<String> head, boolean direct) {
    Console silent = console.silent();
    try {
      return new ComparedSpecs(silent, spec, output, diagnostics).named(base, head, direct);
    } catch (CommandException | SpecException e) {
      return Optional.empty();
    }
  }

  /** The spec behind the newer of two trees, likewise. */
  Optional<Side> behind(Optional<String> head) {
    Console silent = console.silent();
    ComparedSpecs specs = new ComparedSpecs(silent, spec, output, diagnostics);
    try {
      return head.isEmpty()
          ? specs.working("")
          : specs.at(specs.git(head.get()).commit(head.get()), "", "");
    } catch (CommandException | SpecException e) {
      return Optional.empty();
    }
  }
}
