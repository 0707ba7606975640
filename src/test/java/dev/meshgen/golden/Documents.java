package dev.meshgen.golden;

import dev.meshgen.cli.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** The documents of an example's spec, taken apart. */
final class Documents {
  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---\n");

  private Documents() {}

  private static List<String> of(Workspace workspace) {
    List<String> documents = new ArrayList<>();
    workspace
        .tree("spec")
        .forEach(
            (path, content) -> {
              if (path.endsWith(".yaml")) {
                documents.addAll(List.of(SEPARATOR.split(content)));
              }
            });
    return documents;
  }

  /** Writes each into a file below {@code folder}; returns their names. */
  static List<String> oneFileEach(Workspace workspace, String folder) {
    List<String> files = new ArrayList<>();
    for (String document : of(workspace)) {
      String file = folder + "/" + files.size() + ".yaml";
      workspace.write(file, document);
      files.add(file);
    }
    return files;
  }

  static String shuffled(Workspace workspace, long seed) {
    List<String> documents = of(workspace);
    Collections.shuffle(documents, new Random(seed));
    return String.join("---\n", documents);
  }
}
