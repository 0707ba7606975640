package dev.meshgen.edit;

/**
 * A change of a text: what is between two offsets is replaced.
 *
 * @param from offset of the first character that goes
 * @param to offset behind the last one
 */
record Splice(int from, int to, String text) {

  String in(String all) {
    return all.substring(0, from) + text + all.substring(to);
  }
}
