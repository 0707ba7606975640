package dev.meshgen.diff;

import dev.meshgen.diagnostic.Span;

/**
 * A field of one object of a tree.
 *
 * @param at where it is written; in the old tree, if the new one lacks it
 */
public record Place(ObjectId id, FieldPath field, Span at) {

  static Place of(ObjectId id, FieldChange change) {
    return new Place(id, change.path(), change.after().or(change::before).orElseThrow().span());
  }
}
