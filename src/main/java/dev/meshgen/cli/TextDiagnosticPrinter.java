package dev.meshgen.cli;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.scan.SecretText;
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
  private static final Set<Code> SECRET =
      Set.of(
          Code.BAD_RECIPIENT, Code.CREDENTIALS_IN_ADDRESS, Code.BAD_CA_DATA, Code.SECRET_IN_CLEAR);
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
    Map<String, Lines> lines = new TreeMap<>();
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

  private void excerpt(StringBuilder text, Diagnostic diagnostic, Map<String, Lines> lines) {
    Span at = diagnostic.at();
    if (!at.hasLine()) {
      return;
    }
    Lines source =
        lines.computeIfAbsent(at.file(), file -> Lines.of(sources.apply(file).orElse("")));
    if (at.line() > source.text().length) {
      return;
    }
    String line = source.shown(diagnostic);
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

  /**
   * A file as its reader counts lines: after LF, CR or both.
   *
   * @param hidden where in each line a secret begins, or -1
   */
  private record Lines(String[] text, int[] hidden) {
    static Lines of(String source) {
      String text = source.startsWith("\ufeff") ? source.substring(1) : source;
      if (text.isEmpty()) {
        return new Lines(new String[0], new int[0]);
      }
      List<String> lines = new ArrayList<>();
      List<Integer> starts = new ArrayList<>();
      int start = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\n' || c == '\r') {
          lines.add(text.substring(start, i));
          starts.add(start);
          i += text.startsWith("\r\n", i) ? 1 : 0;
          start = i + 1;
        }
      }
      lines.add(text.substring(start));
      starts.add(start);
      int[] offsets = starts.stream().mapToInt(Integer::intValue).toArray();
      return new Lines(lines.toArray(new String[0]), SecretText.hiddenFrom(text, offsets));
    }

    /** What is found wrong because it is secret, or may be, is not repeated for a log to keep. */
    String shown(Diagnostic diagnostic) {
      int number = diagnostic.at().line() - 1;
      String line = text[number];
      int end = hidden[number] < 0 ? line.length() : hidden[number];
      int column = Math.min(Math.max(diagnostic.at().column(), 1) - 1, codePoints(line));
      if (SECRET.contains(diagnostic.code())) {
        end = Math.min(end, line.offsetByCodePoints(0, column));
      }
      return end < line.length() ? line.substring(0, end) + "…" : line;
    }

    private static int codePoints(String line) {
      return line.codePointCount(0, line.length());
    }
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
