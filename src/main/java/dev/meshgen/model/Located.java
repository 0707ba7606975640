package dev.meshgen.model;

import dev.meshgen.diagnostic.Span;

/** A value and where it was written. */
public record Located<T>(T value, Span at) {

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
