package dev.meshgen.spec;

import dev.meshgen.diagnostic.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A folder whose YAML files are a spec, of which only the list of files is known at first, as that
 * of a commit. Takes what {@link SpecFolder} takes from one on disk.
 */
public final class ListedSpec {
  private ListedSpec() {}

  /**
   * Those of the files that may be part of the spec.
   *
   * @param paths of all files, from that folder
   * @param output a folder below it that is not part of it
   * @param nearest whether each of its folders with a {@code mesh.yaml} is another spec
   */
  public static SortedSet<String> paths(
      Collection<String> paths, Optional<String> output, boolean nearest) {
    SortedSet<String> found = new TreeSet<>();
    for (String path : paths) {
      boolean rendered = output.filter(folder -> path.startsWith(folder + "/")).isPresent();
      if (isYaml(path) && !isHidden(path) && !rendered && !(nearest && isOfOther(path, paths))) {
        found.add(path);
      }
    }
    return found;
  }

  /**
   * The spec in such files.
   *
   * @param files content by name, as it is shown
   * @param report gets a note of files that are not part of a spec
   */
  public static List<SpecSource> sources(SortedMap<String, byte[]> files, Report report) {
    List<SpecSource> sources = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (ForeignYaml.isForeign(file.getValue())) {
        foreign.add(file.getKey());
      } else if (!SpecFiles.isGenerated(file.getValue())) {
        sources.add(new SpecSource(file.getKey(), file.getValue(), true));
      }
    }
    ForeignYaml.note(foreign, report);
    return sources;
  }

  private static boolean isYaml(String path) {
    return path.endsWith(".yaml") || path.endsWith(".yml");
  }

  private static boolean isHidden(String path) {
    return ("/" + path).contains("/.");
  }

  private static boolean isOfOther(String path, Collection<String> paths) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (paths.contains(path.substring(0, slash + 1) + SpecFiles.MESH)) {
        return true;
      }
    }
    return false;
  }
}
