package dev.meshgen.istio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the second document of the file of a minor. */
final class DetailsFile {
  private DetailsFile() {}

  static MinorDetails read(String file, byte[] content) {
    DataNodes root = DataNodes.read(file, content);
    SortedMap<String, List<String>> kinds = new TreeMap<>();
    root.in("kinds").keys().forEach(kind -> kinds.put(kind, root.in("kinds").texts(kind)));
    SortedMap<String, Integer> variables = new TreeMap<>();
    for (String line : root.lines("variables")) {
      int space = line.indexOf(' ');
      variables.put(
          space < 0 ? line : line.substring(0, space),
          space < 0 ? 0 : DataNodes.number(file, line.substring(space + 1)));
    }
    return new MinorDetails(
        images(root),
        root.in("variants").scalars(),
        root.texts("compatibilityVersions"),
        changes(root),
        root.in("removed").scalars(),
        Collections.unmodifiableSortedMap(kinds),
        Collections.unmodifiableSortedMap(variables));
  }

  private static List<ImageSource> images(DataNodes root) {
    List<ImageSource> images = new ArrayList<>();
    for (DataNodes image : root.mappings("images")) {
      images.add(
          new ImageSource(
              image.text("name"),
              Chart.ofId(image.text("chart")).orElseThrow(),
              image.optional("injected").isPresent(),
              paths(image, "image"),
              paths(image, "tag"),
              paths(image, "variant")));
    }
    return images;
  }

  private static List<List<String>> paths(DataNodes map, String key) {
    List<List<String>> paths = new ArrayList<>();
    map.texts(key).forEach(text -> paths.add(ValuePaths.parse(text)));
    return paths;
  }

  private static List<DefaultChange> changes(DataNodes root) {
    List<DefaultChange> changes = new ArrayList<>();
    for (DataNodes change : root.mappings("changes")) {
      Map<Chart, SortedMap<String, String>> keep = new EnumMap<>(Chart.class);
      change
          .find("keep")
          .ifPresent(
              releases ->
                  releases
                      .keys()
                      .forEach(
                          release ->
                              keep.put(
                                  Chart.ofRelease(release).orElseThrow(),
                                  releases.in(release).scalars())));
      changes.add(
          new DefaultChange(
              change.text("what"),
              change.optional("since").isPresent() ? change.number("since") : 0,
              Applicability.ofId(change.optional("for").orElse("all")),
              keep,
              change.optional("compatible").isPresent()));
    }
    return changes;
  }
}
