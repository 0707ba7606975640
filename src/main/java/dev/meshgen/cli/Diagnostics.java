package dev.meshgen.cli;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.scan.SecretText;
import dev.meshgen.spec.SpecSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Prints what was found: text to standard error, what machines read to standard output. */
final class Diagnostics {
  private Diagnostics() {}

  static void print(
      Console console, DiagnosticFormat format, List<SpecSource> sources, Report report) {
    report.notes().forEach(console::say);
    boolean text = format == DiagnosticFormat.TEXT;
    if (text && report.diagnostics().isEmpty()) {
      return;
    }
    DiagnosticPrinter.of(format, name -> source(sources, name), console.coloured())
        .print(shown(report), text ? console.err() : console.out());
  }

  /** Whatever a stage quotes, no secret leaves the program in a message. */
  private static List<Diagnostic> shown(Report report) {
    return report.diagnostics().stream().map(found -> found.showing(SecretText::masked)).toList();
  }

  private static Optional<String> source(List<SpecSource> sources, String name) {
    return sources.stream()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .map(source -> new String(source.content(), StandardCharsets.UTF_8));
  }
}
