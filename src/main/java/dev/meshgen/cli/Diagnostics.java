package dev.meshgen.cli;

import dev.meshgen.diagnostic.Report;
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
        .print(report.diagnostics(), text ? console.err() : console.out());
  }

  private static Optional<String> source(List<SpecSource> sources, String name) {
    return sources.stream()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .map(source -> new String(source.content(), StandardCharsets.UTF_8));
  }
}
