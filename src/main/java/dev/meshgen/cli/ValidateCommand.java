package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.Spec;
import dev.meshgen.spec.SpecFiles;
import dev.meshgen.spec.SpecSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the spec and writes nothing. */
@Command(name = "validate", description = "Check the spec; write nothing, need no key.")
final class ValidateCommand implements Callable<Integer> {
  @Mixin private SpecOptions spec;
  @Mixin private DiagnosticOptions diagnostics;

  @Option(names = "--resolved", description = "Print the spec with all layers merged.")
  private boolean resolved;

  private final Console console;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (resolved && diagnostics.format() != DiagnosticFormat.TEXT) {
      throw new UsageException(
          "--resolved prints a spec, --format="
              + diagnostics.format().id()
              + " diagnostics: standard output has room for one");
    }
    List<SpecSource> sources =
        new SpecFiles(console.workingDirectory(), console.in())
            .read(spec.files(), Optional.empty());
    Report report = new Report();
    Optional<Spec> checked =
        new Compiler(new Schemas(), Render.env(console))
            .check(sources, diagnostics.asOf(console), report);
    Diagnostics.print(console, diagnostics.format(), sources, report);
    if (checked.isEmpty() || diagnostics.refuses(report)) {
      return ExitCode.PROBLEMS;
    }
    if (resolved) {
      console.out().print(ResolvedSpec.print(checked.get()));
    }
    return ExitCode.OK;
  }
}
