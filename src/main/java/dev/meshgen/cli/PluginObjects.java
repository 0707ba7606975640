package dev.meshgen.cli;

import dev.meshgen.compile.Compiled;
import dev.meshgen.compile.Compiler;
import dev.meshgen.delivery.TreePlace;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Step;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecException;
import dev.meshgen.spec.SpecFiles;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.TreeException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a plugin of another tool hands over: objects of a cluster's layers, compiled from the spec
 * and the sealed files that are committed. Issues nothing, reads no identity, writes nothing.
 */
final class PluginObjects {
  private final Console console;

  PluginObjects(Console console) {
    this.console = console.withoutKeys();
  }

  /**
   * What is requested.
   *
   * @param at where it was, for messages
   * @param layers in the order in which they are printed
   * @param spec files and folders; without any, the folder of the nearest mesh.yaml
   * @param tree its folder; empty for the usual one
   */
  record Wanted(Span at, String cluster, List<String> layers, List<String> spec, String tree) {
    Wanted {
      layers = List.copyOf(layers);
      spec = List.copyOf(spec);
    }
  }

  /** A file with objects, by its path in the tree. */
  record Printed(String path, byte[] content) {}

  /** Never an empty list: what prunes would take that for a wish. Empty if the report says why. */
  Optional<List<Printed>> of(Wanted wanted, Report report) throws SpecException, TreeException {
    String tree =
        wanted.tree().isEmpty()
            ? wanted.spec().isEmpty()
                ? SpecFiles.nearest(console.workingDirectory()).orElse("") + "rendered"
                : "rendered"
            : wanted.tree();
    Path folder = console.workingDirectory().resolve(tree);
    List<SpecSource> sources =
        new SpecFiles(console.workingDirectory(), console.in())
            .read(wanted.spec(), Optional.of(folder), report);
    Optional<Compiled> compiled = compile(sources, tree, folder, report);
    List<Printed> objects =
        compiled.isPresent() ? objects(wanted, compiled.get(), report) : List.of();
    Diagnostics.print(console, DiagnosticFormat.TEXT, sources, errors(report));
    return report.hasErrors() ? Optional.empty() : Optional.of(objects);
  }

  /** Whoever calls this often has no use for warnings about the mesh: a check prints those. */
  private Report errors(Report report) {
    Report errors = new Report();
    long warnings = 0;
    for (Diagnostic each : report.diagnostics()) {
      if (each.severity() == Severity.ERROR) {
        errors.add(each);
      } else {
        warnings++;
      }
    }
    if (warnings > 0) {
      console.say(
          (warnings == 1 ? "1 warning" : warnings + " warnings")
              + " (`meshgen render --check` prints them)");
    }
    return errors;
  }

  private Optional<Compiled> compile(
      List<SpecSource> sources, String tree, Path folder, Report report) throws TreeException {
    LocalDate today = console.today();
    Compiler compiler = new Compiler(new Schemas(), console.env());
    TreePlace place =
        TreePlace.of(folder, GitCheckout.around(folder).map(git -> git.relative(folder)));
    Optional<CheckedSpec> checked = compiler.check(sources, place, today, report);
    if (checked.isEmpty()) {
      return Optional.empty();
    }
    try (OutputFolder committed = OutputFolder.inspect(folder)) {
      return compiler.compile(checked.get(), committed, tree, IssueRequest.frozen(today), report);
    }
  }

  private static List<Printed> objects(Wanted wanted, Compiled compiled, Report report) {
    List<ClusterPlan> clusters = compiled.plan().clusters();
    Optional<ClusterPlan> cluster =
        clusters.stream().filter(each -> each.name().equals(wanted.cluster())).findFirst();
    if (cluster.isEmpty()) {
      List<String> names = clusters.stream().map(ClusterPlan::name).sorted().toList();
      report.add(unknown(wanted, "cluster", wanted.cluster(), names));
      return List.of();
    }
    PrintedLayers files = new PrintedLayers(compiled.tree(), wanted.at(), report);
    for (String layer : wanted.layers().isEmpty() ? List.of("") : wanted.layers()) {
      List<Step> steps =
          cluster.get().steps().stream().filter(step -> step.layer().id().equals(layer)).toList();
      if (steps.isEmpty()) {
        report.add(unknown(wanted, "layer", layer, layers(cluster.get())));
      }
      steps.forEach(files::add);
    }
    if (files.found().isEmpty() && !report.hasErrors()) {
      report.add(nothing(wanted));
    }
    return files.found();
  }

  private static Diagnostic nothing(Wanted wanted) {
    return Diagnostic.of(
            Code.PLUGIN_EMPTY,
            wanted.at(),
            "\"" + wanted.cluster() + "\" has no objects in " + String.join(", ", wanted.layers()))
        .expecting("layers with objects: printing nothing would prune them")
        .hinting("name a layer, or remove the plugin");
  }

  private static List<String> layers(ClusterPlan cluster) {
    return List.copyOf(new TreeSet<>(cluster.layers().stream().map(layer -> layer.id()).toList()));
  }

  private static Diagnostic unknown(Wanted wanted, String what, String name, List<String> known) {
    Diagnostic found =
        name.isEmpty()
            ? Diagnostic.of(Code.PLUGIN_INPUT, wanted.at(), "missing " + what)
            : Diagnostic.of(
                Code.PLUGIN_INPUT, wanted.at(), "unknown " + what + " \"" + name + "\"");
    return found
        .expecting("one of " + String.join(", ", known))
        .hinting(
            DidYouMean.closest(name, known)
                .map(DidYouMean::question)
                .orElse(
                    "name " + (what.equals("layer") ? "layers" : "a cluster") + " of the spec"));
  }
}
