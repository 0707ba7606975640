package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.rules.lifecycle.DiscoveryLoad;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import java.util.List;
import java.util.Optional;

/** Checks the spec and writes nothing. */
final class ValidateCommand extends Command {
  private final SpecOptions spec = SpecOptions.orWords(this);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);
  private final Flag resolved = flag("--resolved", "Print the spec with all layers merged.");

  private final Console console;

  ValidateCommand(Console console) {
    super("validate", "Check the spec. Writes nothing, needs no key.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (resolved.isSet() && diagnostics.format() != DiagnosticFormat.TEXT) {
      throw new UsageException(
          "--resolved conflicts with --format="
              + diagnostics.format().id()
              + ": both write to standard output");
    }
    Report report = new Report();
    List<SpecSource> sources = spec.read(console, report);
    Optional<CheckedSpec> checked =
        new Compiler(new Schemas(), console.env())
            .check(sources, diagnostics.asOf(console), report);
    Diagnostics.print(console, diagnostics.format(), sources, report);
    if (checked.isEmpty() || diagnostics.refuses(report)) {
      return ExitCode.PROBLEMS;
    }
    if (console.terminal() && report.diagnostics().isEmpty()) {
      // A script reads the exit code; who typed this waits for an answer.
      console.say("valid: " + DiffWords.clusters(checked.get().spec().mesh().clusters().size()));
    }
    DiscoveryLoad.summary(checked.get().topology()).ifPresent(console::say);
    if (resolved.isSet()) {
      console.out().print(ResolvedSpec.print(checked.get().spec()));
    }
    return ExitCode.OK;
  }
}
