package dev.meshgen.cli;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Severity;
import java.io.PrintWriter;
import java.util.List;

/**
 * For GitHub Actions: workflow commands, which show up as annotations in a pull request.
 *
 * <p>GitHub shows ten errors and ten warnings of a step and drops the rest in silence, so the rest
 * is counted in a notice.
 */
final class GithubDiagnosticPrinter implements DiagnosticPrinter {
  private static final int SHOWN = 10;

  @Override
  public void print(List<Diagnostic> found, PrintWriter out) {
    int errors = 0;
    int warnings = 0;
    for (Diagnostic diagnostic : found) {
      boolean error = diagnostic.severity() == Severity.ERROR;
      if ((error ? ++errors : ++warnings) <= SHOWN) {
        out.print(command(diagnostic) + "\n");
      }
    }
    if (errors > SHOWN || warnings > SHOWN) {
      out.print("::notice title=meshgen::" + data(rest(errors, warnings)) + "\n");
    }
    out.flush();
  }

  private static String command(Diagnostic diagnostic) {
    StringBuilder command = new StringBuilder("::").append(diagnostic.severity().id());
    command.append(" file=").append(property(diagnostic.at().file()));
    if (diagnostic.at().hasLine()) {
      command.append(",line=").append(diagnostic.at().line());
      command.append(",col=").append(diagnostic.at().column());
    }
    command.append(",title=").append(diagnostic.code().id());
    StringBuilder text = new StringBuilder(body(diagnostic));
    diagnostic
        .related()
        .ifPresent(
            related ->
                text.append("\nsee ").append(visible(related.at() + ": " + related.message())));
    return command.append("::").append(data(text.toString())).toString();
  }

  /** Message, expectation and hint, one to a line. */
  static String body(Diagnostic diagnostic) {
    StringBuilder text = new StringBuilder(visible(diagnostic.message()));
    if (!diagnostic.expected().isEmpty()) {
      text.append("\nexpected: ").append(visible(diagnostic.expected()));
    }
    if (!diagnostic.hint().isEmpty()) {
      text.append("\nhint: ").append(visible(diagnostic.hint()));
    }
    return text.toString();
  }

  private static String visible(String text) {
    return SourceExcerpt.visible(text);
  }

  private static String rest(int errors, int warnings) {
    int moreErrors = Math.max(0, errors - SHOWN);
    int moreWarnings = Math.max(0, warnings - SHOWN);
    String more = moreErrors > 0 ? count(moreErrors, "error") : "";
    if (moreWarnings > 0) {
      more += (more.isEmpty() ? "" : " and ") + count(moreWarnings, "warning");
    }
    return more + " not shown; run with --format text to see all";
  }

  private static String count(int number, String noun) {
    return number + " more " + noun + (number == 1 ? "" : "s");
  }

  /** As actions/toolkit escapes the data of a command (packages/core/src/command.ts). */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(visible(text.replace('\\', '/'))).replace(":", "%3A").replace(",", "%2C");
  }
}
