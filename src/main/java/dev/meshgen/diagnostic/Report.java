package dev.meshgen.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Collects what the stages of one run found. Not thread-safe: each thread keeps its own. */
public final class Report {
  private final List<Diagnostic> found = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean errors;
  private boolean warnings;

  public void add(Diagnostic diagnostic) {
    found.add(diagnostic);
    errors |= diagnostic.severity() == Severity.ERROR;
    warnings |= diagnostic.severity() == Severity.WARNING;
  }

  public void addAll(Collection<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  /** Remembers something worth knowing that is not a problem, not even for {@code --strict}. */
  public void note(String line) {
    notes.add(line);
  }

  /** The notes, each once, in the order in which they were made. */
  public List<String> notes() {
    return notes.stream().distinct().toList();
  }

  /** Whether something was already reported at exactly this place. */
  public boolean speaksOf(Span at) {
    for (Diagnostic diagnostic : found) {
      if (diagnostic.at().equals(at)) {
        return true;
      }
    }
    return false;
  }

  public boolean hasErrors() {
    return errors;
  }

  public boolean hasWarnings() {
    return warnings;
  }

  /** Everything found, without repetition, in reading order. */
  public List<Diagnostic> diagnostics() {
    return List.copyOf(new TreeSet<>(found));
  }
}
