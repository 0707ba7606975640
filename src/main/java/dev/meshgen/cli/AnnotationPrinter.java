package dev.meshgen.cli;

import dev.meshgen.diagnostic.Diagnostic;
import java.io.PrintWriter;
import java.util.List;

/** Prints annotations for a tool. The same ones give the same bytes, on every platform. */
interface AnnotationPrinter {

  /** Prints all of {@code found}, in the order given, and flushes. */
  void print(List<Annotation> found, PrintWriter out);

  /** The same for diagnostics. */
  record OfDiagnostics(AnnotationPrinter printer) implements DiagnosticPrinter {
    @Override
    public void print(List<Diagnostic> found, PrintWriter out) {
      printer.print(found.stream().map(Annotation::of).toList(), out);
    }
  }
}
