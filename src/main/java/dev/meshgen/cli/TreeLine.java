package dev.meshgen.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the tree, or a line of it.
 *
 * @param path within the tree
 * @param line counted from 1; 0 for the whole file
 */
record TreeLine(String path, int line) {
  private static final Pattern LINE = Pattern.compile("(.*?):(\\d{1,9})(?::\\d+)?:?");

  /**
   * As the user typed it, with or without the folder of the tree, as compilers and greps print it.
   *
   * @param folder of the tree, as the user would type it
   */
  static TreeLine of(String typed, String folder) {
    Matcher parts = LINE.matcher(typed);
    boolean numbered = parts.matches();
    String path = numbered ? parts.group(1) : typed;
    String bare = path.startsWith("./") && !folder.startsWith("./") ? path.substring(2) : path;
    return new TreeLine(
        bare.startsWith(folder + "/") ? bare.substring(folder.length() + 1) : bare,
        numbered ? Integer.parseInt(parts.group(2)) : 0);
  }

  /** The lines of a file. */
  static List<String> lines(byte[] bytes) {
    return List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
  }

  /**
   * The same line of the text that the spec compiles to.
   *
   * @param committed the file as it is in the tree, if it is there
   * @return counted from 0; empty if that text has no such line
   */
  Optional<Integer> in(List<String> compiled, Optional<List<String>> committed) {
    List<String> there = committed.orElse(compiled);
    if (line > there.size()) {
      return Optional.empty();
    }
    if (there.equals(compiled)) {
      return Optional.of(line - 1);
    }
    String text = there.get(line - 1);
    long before = there.subList(0, line - 1).stream().filter(text::equals).count();
    for (int i = 0; i < compiled.size(); i++) {
      if (compiled.get(i).equals(text) && before-- == 0) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
