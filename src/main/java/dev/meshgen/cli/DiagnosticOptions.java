package dev.meshgen.cli;

import dev.meshgen.diagnostic.Report;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** How problems are reported, and as of when. */
final class DiagnosticOptions {
  private Optional<Argument<DiagnosticFormat>> format = Optional.empty();
  private final Argument<LocalDate> asOf;
  private final Flag strict;

  DiagnosticOptions(Command command) {
    this(command, true);
  }

  /** For a command whose own output has formats: diagnostics are text, to standard error. */
  static DiagnosticOptions inText(Command command) {
    return new DiagnosticOptions(command, false);
  }

  private DiagnosticOptions(Command command, boolean formats) {
    if (formats) {
      format =
          Optional.of(
              command.option(
                  DiagnosticFormat.class,
                  new FormatConverter(),
                  "FORMAT",
                  "Format of diagnostics: text (to standard error), or json, sarif, github, gitlab, junit"
                      + " (to standard output). Default: text.",
                  "--format"));
    }
    asOf =
        command.option(
            LocalDate.class,
            new DateConverter(),
            "DATE",
            "Date for checks of expiry and end of support. Default: today.",
            "--as-of");
    strict = command.flag("--strict", "Treat warnings as errors.");
  }

  /** Whether what was found stops a command. */
  boolean refuses(Report report) {
    return report.hasErrors() || strict.isSet() && report.hasWarnings();
  }

  DiagnosticFormat format() {
    return format.flatMap(Argument::get).orElse(DiagnosticFormat.TEXT);
  }

  /** When a day begins, which is in UTC wherever a command runs. */
  static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The instant as of which is judged: the start of the day that was given, or the present one. */
  Instant now(Console console) {
    return asOf.get().map(DiagnosticOptions::startOf).orElseGet(() -> console.clock().instant());
  }

  LocalDate asOf(Console console) {
    return asOf.get().orElseGet(console::today);
  }
}
