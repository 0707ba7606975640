package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import java.util.Set;
import java.util.TreeSet;

/**
 * What there is to say about one credential. Always at the file as a whole: a line number would
 * make a printer show the line, token and all.
 */
final class CredentialDiagnostics {
  private final Span at;
  private final Set<String> concerned;
  private final Report report;
  private boolean errors;

  /** Whoever the credential is for. */
  CredentialDiagnostics(String source, Report report) {
    this(source, Set.of(), report);
  }

  /** Of the credential that is for a cluster. */
  CredentialDiagnostics(String source, String cluster, Report report) {
    this(source, Set.of(cluster), report);
  }

  private CredentialDiagnostics(String source, Set<String> concerned, Report report) {
    this.at = Span.of(source);
    this.concerned = concerned;
    this.report = report;
  }

  String source() {
    return at.file();
  }

  /** Whether an error was said here; the report may have others. */
  boolean hasErrors() {
    return errors;
  }

  void say(Code code, String message, String expected, String hint) {
    add(Diagnostic.of(code, at, message).concerning(concerned), expected, hint);
  }

  /** Says what another cluster is concerned by as well. */
  void sayOfBoth(String other, Code code, String message, String expected, String hint) {
    Set<String> both = new TreeSet<>(concerned);
    both.add(other);
    add(Diagnostic.of(code, at, message).concerning(both), expected, hint);
  }

  private void add(Diagnostic found, String expected, String hint) {
    report.add(found.expecting(expected).hinting(hint));
    errors |= found.severity() == Severity.ERROR;
  }
}
