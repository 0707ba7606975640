package dev.meshgen.diff;

import java.util.List;
import java.util.Optional;

/**
 * What happens to one object of one cluster, or of the mesh.
 *
 * @param before empty if it was added; may be if only fields differ
 * @param after empty if it was removed; may be if only fields differ
 * @param fields that differ; the whole object if it was added or removed
 */
record ObjectChange(
    ObjectId id,
    Verb verb,
    Optional<TreeObject> before,
    Optional<TreeObject> after,
    List<FieldChange> fields) {
  ObjectChange {
    fields = List.copyOf(fields);
  }

  /** The same change of an object that stays, without what is equal in it. */
  ObjectChange fieldsOnly() {
    return verb == Verb.CHANGED
        ? new ObjectChange(id, verb, Optional.empty(), Optional.empty(), fields)
        : this;
  }
}
