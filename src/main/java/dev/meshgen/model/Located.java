package dev.meshgen.model;

import dev.meshgen.diagnostic.Span;

/** A value and where it was written. */
public record Located<T>(T value, Span at) {

  /** Whether a file says so, and not a default. */
  public boolean isWritten() {
    return at.hasLine();
  }

  /** Written out for the reason that {@link Span} gives. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Located<?> that && value.equals(that.value) && at.equals(that.at);
  }

  @Override
  public int hashCode() {
    return 31 * value.hashCode() + at.hashCode();
  }
}
