package dev.meshgen.cli;

import dev.meshgen.compile.Compiled;
import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.model.Mtls;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.review.ForeignFiles;
import dev.meshgen.review.Removals;
import dev.meshgen.review.Review;
import dev.meshgen.review.SeparateStepCheck;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.rules.lifecycle.DiscoveryLoad;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compiles a spec, and compares the result with the tree that is there. */
final class CompareTree {
  private final Console console;
  private final OutputOptions output;
  private final DiagnosticOptions diagnostics;
  private final Compiler compiler;
  private final Report report;

  CompareTree(
      Console console,
      OutputOptions output,
      DiagnosticOptions diagnostics,
      Compiler compiler,
      Report report) {
    this.console = console;
    this.output = output;
    this.diagnostics = diagnostics;
    this.compiler = compiler;
    this.report = report;
  }

  /** Empty, and the report says why, if the tree must not be made what the spec says. */
  Optional<Comparison> compare(OutputFolder folder, CheckedSpec checked, IssueRequest request)
      throws TreeException, UsageException {
    requireGone(request.consent().removed(), checked, folder);
    Optional<Compiled> compiled =
        compiler.compile(checked, folder, output.name(console), request, report);
    if (compiled.isEmpty()) {
      return Optional.empty();
    }
    OutputFolder target =
        switch (compiled.get().rootKey()) {
          case KEPT -> folder;
          case RESEALED -> folder.resealingRoot();
          case REPLACED -> folder.replacingRoot();
        };
    Changes changes = target.plan(compiled.get().tree(), compiled.get().mesh());
    review(folder, compiled.get(), changes, request);
    return diagnostics.refuses(report)
        ? Optional.empty()
        : Optional.of(
            new Comparison(
                target, compiled.get(), changes, remarks(checked, compiled.get(), changes)));
  }

  private void review(OutputFolder folder, Compiled compiled, Changes changes, IssueRequest request)
      throws TreeException {
    changes.problems().forEach(problem -> report.add(asTyped(problem)));
    report.addAll(
        new ForeignFiles(compiled.plan().mesh(), compiled.tree(), output.name(console))
            .among(changes.foreign()));
    if (!changes.changed().isEmpty() || !changes.removed().isEmpty()) {
      report.addAll(
          Review.of(compiled.plan(), compiled.locks(), changes, folder, diagnostics.now(console)));
    }
    if (request.rootStep().isPresent()) {
      SeparateStepCheck.check(compiled.plan(), compiled.locks(), changes, output.name(console))
          .ifPresent(report::add);
    }
  }

  private List<String> remarks(CheckedSpec checked, Compiled compiled, Changes changes) {
    List<String> remarks =
        new ArrayList<>(Removals.describe(compiled.plan(), compiled.locks(), changes));
    remarks.addAll(compiled.nextSteps());
    if (isFirst(changes) && checked.mesh().security().mtls() == Mtls.STRICT) {
      remarks.add(
          "mutual TLS is strict from the start: workloads without a proxy cannot call those with"
              + " one; if workloads already run, start with `security.mtls: permissive`");
    }
    if (!changes.isEmpty()) {
      output.place(console).assumption(checked.mesh()).ifPresent(remarks::add);
    }
    DiscoveryLoad.summary(checked.topology()).ifPresent(remarks::add);
    return remarks;
  }

  private static boolean isFirst(Changes changes) {
    return changes.created().stream().anyMatch(change -> change.path().equals(Layout.ROOT_LOCK));
  }

  /**
   * That an interrupted run removed a cluster already is fine; that the spec still has it is not.
   */
  private void requireGone(Set<String> removed, CheckedSpec checked, OutputFolder folder)
      throws TreeException, UsageException {
    for (String cluster : removed) {
      if (checked.topology().find(cluster).isPresent()) {
        throw new UsageException(
            "\"" + cluster + "\" is still in the spec; delete its document to remove it");
      }
      if (!folder.folders(Layout.CLUSTERS).contains(cluster)) {
        console.say("\"" + cluster + "\" is not in " + output.name(console));
      }
    }
  }

  /** The folder's problems name files by their whole path; people know them as they typed them. */
  private Diagnostic asTyped(Diagnostic problem) {
    String root = output.path(console).toString();
    String file = problem.at().file();
    return file.startsWith(root)
        ? problem.movedTo(Span.of(output.name(console) + file.substring(root.length())))
        : problem;
  }
}
