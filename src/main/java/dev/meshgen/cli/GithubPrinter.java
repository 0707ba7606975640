package dev.meshgen.cli;

import dev.meshgen.diagnostic.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * For GitHub Actions: workflow commands, which show up as annotations in a pull request.
 *
 * <p>GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest in silence,
 * so the rest is counted in a notice.
 */
final class GithubPrinter implements AnnotationPrinter {
  private static final int SHOWN = 10;

  @Override
  public void print(List<Annotation> found, PrintWriter out) {
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Annotation annotation : found) {
      if (!annotation.isOpen()) {
        continue;
      }
      Severity severity = annotation.severity();
      if (counts.merge(severity, 1, Integer::sum) <= shown(severity)) {
        out.print(command(annotation) + "\n");
      }
    }
    String rest = rest(counts);
    if (!rest.isEmpty()) {
      String text = rest + " not shown; run with --format text to see all";
      out.print("::notice title=meshgen::" + data(text) + "\n");
    }
    out.flush();
  }

  /** One notice counts the rest. */
  private static int shown(Severity severity) {
    return severity == Severity.NOTE ? SHOWN - 1 : SHOWN;
  }

  private static String word(Severity severity) {
    return severity == Severity.NOTE ? "notice" : severity.id();
  }

  private static String command(Annotation annotation) {
    StringBuilder command = new StringBuilder("::").append(word(annotation.severity()));
    command.append(" file=").append(property(annotation.at().file()));
    if (annotation.at().hasLine()) {
      command.append(",line=").append(annotation.at().line());
      command.append(",col=").append(annotation.at().column());
    }
    command.append(",title=").append(annotation.topic().id());
    StringBuilder text = new StringBuilder(annotation.visibleText());
    annotation
        .related()
        .forEach(
            related ->
                text.append("\nsee ").append(visible(related.at() + ": " + related.message())));
    return command.append("::").append(data(text.toString())).toString();
  }

  private static String visible(String text) {
    return SourceExcerpt.visible(text);
  }

  private static String rest(Map<Severity, Integer> counts) {
    List<String> more = new ArrayList<>();
    counts.forEach(
        (severity, count) -> {
          int number = count - shown(severity);
          if (number > 0) {
            more.add(number + " more " + severity.id() + (number == 1 ? "" : "s"));
          }
        });
    return String.join(" and ", more);
  }

  /** As actions/toolkit escapes the data of a command (packages/core/src/command.ts). */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(visible(text.replace('\\', '/'))).replace(":", "%3A").replace(",", "%2C");
  }
}
