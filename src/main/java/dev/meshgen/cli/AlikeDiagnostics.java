package dev.meshgen.cli;

import dev.meshgen.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Of many diagnostics that differ in names and numbers alone, shows the first and counts all. */
final class AlikeDiagnostics {
  /** So many alike are still read one by one. */
  private static final int FEW = 10;

  private static final int SHOWN = 3;
  private static final Pattern PARTICULAR = Pattern.compile("\"[^\"]*\"|`[^`]*`|[0-9]+");

  private final Map<String, List<Diagnostic>> byShape = new LinkedHashMap<>();
  private final List<Diagnostic> all;

  AlikeDiagnostics(List<Diagnostic> all) {
    this.all = all;
    all.forEach(each -> byShape.computeIfAbsent(shape(each), shape -> new ArrayList<>()).add(each));
  }

  private static String shape(Diagnostic diagnostic) {
    String message = PARTICULAR.matcher(diagnostic.message()).replaceAll("…");
    return diagnostic.code().id() + " " + message;
  }

  /** Those to print in full, in their order. */
  List<Diagnostic> shown() {
    List<Diagnostic> shown = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Diagnostic each : all) {
      String shape = shape(each);
      int number = counts.merge(shape, 1, Integer::sum);
      if (number <= SHOWN || byShape.get(shape).size() <= FEW) {
        shown.add(each);
      }
    }
    return shown;
  }

  /** One line for each kind that is not shown in full. */
  List<String> rest() {
    List<String> lines = new ArrayList<>();
    for (List<Diagnostic> alike : byShape.values()) {
      if (alike.size() > FEW) {
        Diagnostic first = alike.get(0);
        lines.add(
            "and "
                + (alike.size() - SHOWN)
                + " more of "
                + SourceExcerpt.visible(first.at() + ": " + first.message())
                + " ("
                + first.code().id()
                + "); --format=json prints all");
      }
    }
    return lines;
  }
}
