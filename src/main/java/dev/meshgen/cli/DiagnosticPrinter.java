package dev.meshgen.cli;

import dev.meshgen.diagnostic.Diagnostic;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Prints what a run found. The same diagnostics give the same bytes, on every platform.
 *
 * <p>Nothing that comes from a spec reaches the output raw where it could drive a terminal or a log
 * parser.
 */
public sealed interface DiagnosticPrinter
    permits TextDiagnosticPrinter, JsonDiagnosticPrinter, AnnotationPrinter.OfDiagnostics {

  /** Prints all of {@code found}, in the order given, and flushes. */
  void print(List<Diagnostic> found, PrintWriter out);

  /**
   * The printer of a format.
   *
   * @param sources the text of a file as named in a {@code Span}, if it can be had; only {@link
   *     DiagnosticFormat#TEXT} asks
   * @param colour whether text may use colours: the caller knows the terminal and NO_COLOR
   */
  static DiagnosticPrinter of(
      DiagnosticFormat format, Function<String, Optional<String>> sources, boolean colour) {
    return switch (format) {
      case TEXT -> new TextDiagnosticPrinter(sources, colour);
      case JSON -> new JsonDiagnosticPrinter();
      case SARIF -> new AnnotationPrinter.OfDiagnostics(new SarifPrinter());
      case GITHUB -> new AnnotationPrinter.OfDiagnostics(new GithubPrinter());
      case GITLAB -> new AnnotationPrinter.OfDiagnostics(new GitlabPrinter());
      case JUNIT -> new AnnotationPrinter.OfDiagnostics(new JunitPrinter());
    };
  }
}
