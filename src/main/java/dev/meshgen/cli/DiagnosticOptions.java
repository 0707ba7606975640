package dev.meshgen.cli;

import dev.meshgen.diagnostic.Report;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How problems are reported, and as of when. */
final class DiagnosticOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "How problems are printed: text (on standard error), or json, sarif, github (on standard"
              + " output). Default: text.",
      converter = FormatConverter.class)
  private DiagnosticFormat format = DiagnosticFormat.TEXT;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "The day that warnings about expiry and support speak of. Default: today.")
  private LocalDate asOf;

  @Option(names = "--strict", description = "Let a warning stop the command as an error does.")
  private boolean strict;

  /** Whether what was found stops a command. */
  boolean refuses(Report report) {
    return report.hasErrors() || strict && !report.diagnostics().isEmpty();
  }

  DiagnosticFormat format() {
    return format;
  }

  LocalDate asOf(Console console) {
    return Optional.ofNullable(asOf)
        .orElseGet(() -> LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC));
  }
}
