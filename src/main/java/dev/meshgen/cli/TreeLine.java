package dev.meshgen.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * As the user typed it, from the working directory or from the folder of the tree, as compilers
   * and greps print it.
   *
   * @param from the working directory
   * @param tree its folder
   */
  static TreeLine of(String typed, Path from, Path tree) throws UsageException {
    Matcher parts = LINE.matcher(typed);
    boolean numbered = parts.matches();
    int line = numbered ? Integer.parseInt(parts.group(2)) : 0;
    if (numbered && line == 0) {
      throw new UsageException("\"" + typed + "\" does not exist: the first line of a file is 1");
    }
    return new TreeLine(path(numbered ? parts.group(1) : typed, from, tree.normalize()), line);
  }

  private static String path(String typed, Path from, Path tree) {
    Path here = from.resolve(typed).normalize();
    Path below = tree.resolve(typed).normalize();
    boolean meansHere = here.startsWith(tree) && (Files.exists(here) || !Files.exists(below));
    Path meant = meansHere ? here : below;
    return meant.startsWith(tree)
        ? tree.relativize(meant).toString().replace('\\', '/')
        : meant.toString();
  }

  /** The lines of a file. */
  static List<String> lines(byte[] bytes) {
    return List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
  }

  /** How many there are, as editors count: nothing follows the end of the last one. */
  static int count(List<String> lines) {
    int last = lines.size() - 1;
    return lines.get(last).isEmpty() ? last : lines.size();
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
