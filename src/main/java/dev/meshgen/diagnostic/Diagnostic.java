package dev.meshgen.diagnostic;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One problem in the user's input. Stages and rules return these; nothing throws one.
 *
 * @param code stable identifier; its severity is this diagnostic's
 * @param at the offending node
 * @param message what is wrong: lower case, no period, naming the offending value in quotes
 * @param expected what was expected instead; may be empty
 * @param hint how to fix it; may be empty
 * @param related a second place that this one conflicts with
 * @param clusters whom it concerns, if the place does not tell or tells only one of them
 * @param acknowledged who reads the report knows of it already
 */
public record Diagnostic(
    Code code,
    Span at,
    String message,
    String expected,
    String hint,
    Optional<Related> related,
    Set<String> clusters,
    Optional<AcknowledgedReason> acknowledged)
    implements Comparable<Diagnostic> {

  /** A second location, with what it contributes to the problem. */
  public record Related(Span at, String message) {}

  public Diagnostic {
    Objects.requireNonNull(code);
    Objects.requireNonNull(at);
    Objects.requireNonNull(message);
    Objects.requireNonNull(expected);
    Objects.requireNonNull(hint);
    Objects.requireNonNull(related);
    clusters = Set.copyOf(clusters);
    Objects.requireNonNull(acknowledged);
  }

  /**
   * Starts a diagnostic; add {@link #expected}, {@link #hint} and {@link #related} as they apply.
   */
  public static Diagnostic of(Code code, Span at, String message) {
    return new Diagnostic(code, at, message, "", "", Optional.empty(), Set.of(), Optional.empty());
  }

  public Diagnostic expecting(String what) {
    return new Diagnostic(code, at, message, what, hint, related, clusters, acknowledged);
  }

  public Diagnostic hinting(String how) {
    return new Diagnostic(code, at, message, expected, how, related, clusters, acknowledged);
  }

  public Diagnostic relating(Span where, String what) {
    Related second = new Related(where, what);
    return new Diagnostic(
        code, at, message, expected, hint, Optional.of(second), clusters, acknowledged);
  }

  /** The same problem, of a cluster. */
  public Diagnostic concerning(String cluster) {
    return concerning(Set.of(cluster));
  }

  /** The same problem, of all these clusters. Who accepts it for some of them does not for it. */
  public Diagnostic concerning(Collection<String> names) {
    Set<String> those = Set.copyOf(names);
    return new Diagnostic(code, at, message, expected, hint, related, those, acknowledged);
  }

  /** The same problem, each of its texts as {@code shown} puts it. */
  public Diagnostic showing(UnaryOperator<String> shown) {
    return new Diagnostic(
        code,
        at,
        shown.apply(message),
        shown.apply(expected),
        shown.apply(hint),
        related.map(other -> new Related(other.at(), shown.apply(other.message()))),
        clusters,
        acknowledged);
  }

  /** The same problem at another place. */
  public Diagnostic movedTo(Span where) {
    return new Diagnostic(code, where, message, expected, hint, related, clusters, acknowledged);
  }

  /** The same problem, which the spec accepts for a while. */
  public Diagnostic acknowledging(AcknowledgedReason why) {
    return new Diagnostic(code, at, message, expected, hint, related, clusters, Optional.of(why));
  }

  /** The same problem in other words. */
  public Diagnostic saying(String what) {
    return new Diagnostic(code, at, what, expected, hint, related, clusters, acknowledged);
  }

  /** Whether it counts: the spec does not accept it. */
  public boolean isOpen() {
    return acknowledged.isEmpty();
  }

  public Severity severity() {
    return code.severity();
  }

  /** Reading order, so that two runs over one spec print the same bytes. */
  @Override
  public int compareTo(Diagnostic other) {
    int byPlace = at.compareTo(other.at);
    if (byPlace != 0) {
      return byPlace;
    }
    int byCode = code.compareTo(other.code);
    return byCode != 0 ? byCode : message.compareTo(other.message);
  }
}
