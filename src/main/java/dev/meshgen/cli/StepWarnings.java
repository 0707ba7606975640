package dev.meshgen.cli;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a step would be warned of and the spec does not acknowledge, to look into before it. */
final class StepWarnings {
  /** Of one kind; a mesh may have as many as clusters. */
  private static final int SHOWN = 4;

  private final List<Diagnostic> warnings;

  StepWarnings(List<Diagnostic> warnings) {
    this.warnings = warnings.stream().filter(Diagnostic::isOpen).toList();
  }

  /** Positions are those of a spec that is not there yet, and so are left out. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    Map<String, Integer> more = new TreeMap<>();
    for (Diagnostic warning : warnings) {
      if (warning.code() == Code.ISTIO_KNOWN_BAD) {
        // The notes of the version tell of it.
        continue;
      }
      String code = warning.code().id();
      if (more.merge(code, 1, Integer::sum) <= SHOWN) {
        String topic = warning.code() == Code.ISTIO_SUPPORT_ENDED ? "Known: " : "First: ";
        lines.add("  " + topic + warning.message() + " (" + code + ")");
        String wayOut = wayOut(warning);
        if (!wayOut.isEmpty()) {
          lines.add("    " + wayOut);
        }
      }
    }
    more.forEach(
        (code, count) -> {
          if (count > SHOWN) {
            lines.add("  First: " + (count - SHOWN) + " more of these (" + code + ")");
          }
        });
    return lines;
  }

  private static String wayOut(Diagnostic warning) {
    String expected = warning.expected().isEmpty() ? "" : "expected: " + warning.expected();
    String between = expected.isEmpty() || warning.hint().isEmpty() ? "" : "; ";
    return expected + between + warning.hint();
  }
}
