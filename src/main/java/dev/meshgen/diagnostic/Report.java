package dev.meshgen.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Collects what the stages of one run found. Not thread-safe: each thread keeps its own. */
public final class Report {
  private final List<Diagnostic> found = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean errors;
  private UnaryOperator<Diagnostic> judge = UnaryOperator.identity();
  private Predicate<Diagnostic> withheld = diagnostic -> false;

  /** From now on, leaves out what {@code withheld} is true of. */
  public void withholding(Predicate<Diagnostic> withheld) {
    this.withheld = withheld;
  }

  public void add(Diagnostic diagnostic) {
    if (withheld.test(diagnostic)) {
      return;
    }
    found.add(judge.apply(diagnostic));
    errors |= diagnostic.severity() == Severity.ERROR;
  }

  /** Adds what says more of a place than a finding of that code, which is taken back. */
  public void addInsteadOf(Code less, Diagnostic more) {
    found.removeIf(each -> each.code() == less && each.at().equals(more.at()));
    add(more);
  }

  /** From now on everything passes {@code judge}, which knows what the spec acknowledges. */
  public void judging(UnaryOperator<Diagnostic> judge) {
    this.judge = judge;
    found.replaceAll(judge);
  }

  public void addAll(Collection<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  /** Adds all that another report has. */
  public void addAll(Report other) {
    addAll(other.found);
    notes.addAll(other.notes);
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

  /** Whether there are warnings that the spec does not acknowledge. */
  public boolean hasWarnings() {
    for (Diagnostic diagnostic : found) {
      if (diagnostic.severity() == Severity.WARNING && diagnostic.isOpen()) {
        return true;
      }
    }
    return false;
  }

  /** Everything found, without repetition, in reading order. */
  public List<Diagnostic> diagnostics() {
    return List.copyOf(new TreeSet<>(found));
  }
}
