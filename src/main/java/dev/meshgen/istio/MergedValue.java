package dev.meshgen.istio;

import java.util.List;

/**
 * A list of which the compiler keeps its own items in front of the user's.
 *
 * @param path where the chart reads it
 * @param key the key that tells items apart; empty for a list of scalars
 * @param reserved what that key may not be in an item of the user's
 * @param reason why the compiler's items have to stay; a clause that follows a colon
 * @param hint the way out of such an item
 */
record MergedValue(
    List<String> path, String key, List<String> reserved, String reason, String hint) {
  MergedValue {
    path = List.copyOf(path);
    reserved = List.copyOf(reserved);
  }
}
