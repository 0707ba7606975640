package dev.meshgen.edit;

import dev.meshgen.diagnostic.Span;

/** A place that cannot be changed without changing more than requested. */
public final class EditRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Span at;

  EditRefused(Span at, String reason) {
    super(reason);
    this.at = at;
  }

  /** The place. */
  public Span at() {
    return at;
  }
}
