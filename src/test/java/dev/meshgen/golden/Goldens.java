package dev.meshgen.golden;

import dev.meshgen.cli.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Compares a tree with an approved one, and rewrites that. */
final class Goldens {
  private static final String ADVICE =
      "\nIf that is what it should be: mvn test -Dtest=GoldenTest -Dgolden.update=true, and review the diff";

  private Goldens() {}

  static void write(Path golden, SortedMap<String, String> tree) throws IOException {
    for (String path : Workspace.files(golden).keySet()) {
      if (!tree.containsKey(path)) {
        Files.delete(golden.resolve(path));
      }
    }
    for (var file : tree.entrySet()) {
      Path path = golden.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), StandardCharsets.ISO_8859_1);
    }
  }

  /** What differs, file by file, each with its first differing line; empty if nothing does. */
  static Optional<String> difference(Path golden, SortedMap<String, String> actual) {
    SortedMap<String, String> expected = Workspace.files(golden);
    TreeSet<String> paths = new TreeSet<>(expected.keySet());
    paths.addAll(actual.keySet());
    StringBuilder found = new StringBuilder();
    for (String path : paths) {
      if (!actual.containsKey(path)) {
        found.append("\nmissing: ").append(golden.resolve(path)).append(" is no longer rendered");
      } else if (!expected.containsKey(path)) {
        found
            .append("\nsurplus: ")
            .append(golden.resolve(path))
            .append(" is rendered, but not approved");
      } else if (!expected.get(path).equals(actual.get(path))) {
        found
            .append("\n")
            .append(firstLine(golden.resolve(path), expected.get(path), actual.get(path)));
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found.append(ADVICE).toString());
  }

  private static String firstLine(Path path, String expected, String actual) {
    String[] old = expected.split("\n", -1);
    String[] now = actual.split("\n", -1);
    int line = 0;
    while (line < old.length && line < now.length && old[line].equals(now[line])) {
      line++;
    }
    return path
        + ":"
        + (line + 1)
        + "\n  approved: "
        + at(old, line)
        + "\n  rendered: "
        + at(now, line);
  }

  private static String at(String[] lines, int line) {
    return line < lines.length ? lines[line] : "(end of file)";
  }
}
