package dev.meshgen.cli;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** For people, in the shape of a compiler's messages, which editors know how to jump to. */
final class TextDiagnosticPrinter implements DiagnosticPrinter {
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String BOLD = "\u001b[1m";
  private static final String BLUE = "\u001b[34m";
  private static final int MOST_PAGES = 6;
  private static final String RESET = "\u001b[0m";

  private final Function<String, Optional<String>> sources;
  private final boolean colour;

  TextDiagnosticPrinter(Function<String, Optional<String>> sources, boolean colour) {
    this.sources = sources;
    this.colour = colour;
  }

  @Override
  public void print(List<Diagnostic> all, PrintWriter out) {
    List<Diagnostic> found = all.stream().filter(Diagnostic::isOpen).toList();
    Map<String, String[]> lines = new TreeMap<>();
    AlikeDiagnostics alike = new AlikeDiagnostics(found);
    for (Diagnostic diagnostic : alike.shown()) {
      StringBuilder text = new StringBuilder();
      header(text, diagnostic);
      excerpt(text, diagnostic, lines);
      detail(text, "expected: ", diagnostic.expected());
      diagnostic
          .related()
          .ifPresent(related -> detail(text, "see ", related.at() + ": " + related.message()));
      detail(text, "hint: ", diagnostic.hint());
      out.print(text.append('\n'));
    }
    alike.rest().forEach(line -> out.print(line + "\n\n"));
    if (!all.isEmpty()) {
      out.print(summary(found, all.size() - found.size()) + "\n");
    }
    if (!found.isEmpty()) {
      out.print(pages(found) + "\n");
    }
    out.flush();
  }

  private void header(StringBuilder text, Diagnostic diagnostic) {
    String label = diagnostic.severity().id() + "[" + diagnostic.code().id() + "]";
    text.append(SourceExcerpt.visible(diagnostic.at().toString()))
        .append(": ")
        .append(paint(paintOf(diagnostic.severity()), label))
        .append(": ")
        .append(paint(BOLD, SourceExcerpt.visible(diagnostic.message())))
        .append('\n');
  }

  private void excerpt(StringBuilder text, Diagnostic diagnostic, Map<String, String[]> lines) {
    Span at = diagnostic.at();
    if (!at.hasLine()) {
      return;
    }
    String[] source = lines.computeIfAbsent(at.file(), this::lines);
    if (at.line() > source.length) {
      return;
    }
    String line = shown(source[at.line() - 1], diagnostic);
    SourceExcerpt excerpt = SourceExcerpt.of(line, Math.max(at.column(), 1));
    String number = Integer.toString(at.line());
    text.append(paint(BLUE, "  " + number + " |"))
        .append(excerpt.line().isEmpty() ? "" : " ")
        .append(excerpt.line())
        .append('\n')
        .append(paint(BLUE, "  " + " ".repeat(number.length()) + " |"))
        .append(" ".repeat(1 + excerpt.caret()))
        .append(paint(paintOf(diagnostic.severity()), "^"))
        .append('\n');
  }

  /** What is found wrong because it is secret, or may be, is not repeated for a log to keep. */
  private static String shown(String line, Diagnostic diagnostic) {
    boolean secret =
        switch (diagnostic.code()) {
          case BAD_RECIPIENT, CREDENTIALS_IN_ADDRESS, BAD_CA_DATA -> true;
          default ->
              line.contains("PRIVATE KEY")
                  || line.contains("AGE-SECRET-KEY")
                  || line.contains("eyJ");
        };
    int column = Math.max(diagnostic.at().column(), 1);
    int end =
        Math.min(
            line.length(),
            line.offsetByCodePoints(
                0, Math.min(column - 1, line.codePointCount(0, line.length()))));
    return secret ? line.substring(0, end) + "…" : line;
  }

  /** Lines as the reader counts them: after LF, CR or both. */
  private String[] lines(String file) {
    String text = sources.apply(file).orElse("");
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    return text.isEmpty() ? new String[0] : text.split("\r\n|\r|\n", -1);
  }

  private void detail(StringBuilder text, String label, String detail) {
    if (!detail.isEmpty()) {
      text.append("  ").append(label).append(SourceExcerpt.visible(detail)).append('\n');
    }
  }

  private String summary(List<Diagnostic> found, int acknowledged) {
    List<String> counts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      int number = 0;
      for (Diagnostic diagnostic : found) {
        number += diagnostic.severity() == severity ? 1 : 0;
      }
      if (number > 0) {
        String noun = severity.id() + (number == 1 ? "" : "s");
        counts.add(paint(paintOf(severity), number + " " + noun));
      }
    }
    if (acknowledged > 0) {
      counts.add(acknowledged + " warning" + (acknowledged == 1 ? "" : "s") + " acknowledged");
    }
    return String.join(", ", counts);
  }

  /** One command to copy; the other codes are named for whoever wants to go on. */
  private static String pages(List<Diagnostic> found) {
    Set<String> codes = new LinkedHashSet<>();
    found.forEach(diagnostic -> codes.add(diagnostic.code().id()));
    List<String> ids = List.copyOf(codes);
    String others = String.join(", ", ids.subList(1, Math.min(ids.size(), MOST_PAGES)));
    String more = ids.size() > MOST_PAGES ? ", …" : "";
    return "details: meshgen explain "
        + ids.get(0)
        + (others.isEmpty() ? "" : " (also " + others + more + ")");
  }

  private static String paintOf(Severity severity) {
    return switch (severity) {
      case ERROR -> RED;
      case WARNING -> YELLOW;
      case NOTE -> BLUE;
    };
  }

  private String paint(String paint, String text) {
    return colour ? paint + text + RESET : text;
  }
}
