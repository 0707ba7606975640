package dev.meshgen.diff;

import dev.meshgen.yaml.YamlNode;
import java.util.Optional;

/**
 * A difference between two states of an object.
 *
 * @param path of the topmost node that differs as a whole
 * @param before empty if it was added
 * @param after empty if it was removed
 */
record FieldChange(FieldPath path, Optional<YamlNode> before, Optional<YamlNode> after) {
  Verb verb() {
    return before.isEmpty() ? Verb.ADDED : after.isEmpty() ? Verb.REMOVED : Verb.CHANGED;
  }
}
