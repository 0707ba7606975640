package dev.meshgen.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The links of a page, and where each leads, as a Git forge shows the page. */
final class Links {
  private static final Pattern FENCED =
      Pattern.compile("^ *```.*?^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern INLINE = Pattern.compile("\\]\\(<?([^)\\s>]+)>?(?: \"[^\"]*\")?\\)");
  private static final Pattern REFERENCE =
      Pattern.compile("^ {0,3}\\[[^\\]\n]+\\]: +<?([^\\s>]+)>?", Pattern.MULTILINE);
  private static final Pattern MARKUP = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?) *$", Pattern.MULTILINE);
  private static final Pattern NAMED = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");
  private static final Pattern LINKED = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");

  private final Path root;

  /** Links must stay within {@code root}. */
  Links(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** Everything that the page links to within the repository, as it is written there. */
  static List<String> of(Page page) {
    String text = CODE.matcher(unfenced(page)).replaceAll("");
    List<String> targets = new ArrayList<>();
    for (Pattern pattern : List.of(INLINE, REFERENCE, MARKUP)) {
      pattern.matcher(text).results().map(found -> found.group(1)).forEach(targets::add);
    }
    targets.removeIf(target -> target.matches("(?i)[a-z][a-z+.-]*:.*"));
    return targets;
  }

  /** The file or folder behind a link. */
  Path target(Page page, String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty()
        ? root.resolve(page.file())
        : root.resolve(page.file()).resolveSibling(path).normalize();
  }

  /** What is wrong with a link; empty if it leads somewhere. */
  Optional<String> problem(Page page, String link) throws IOException {
    Path target = target(page, link);
    if (!target.startsWith(root)) {
      return Optional.of(page + " links to " + link + ", which is outside of the repository");
    }
    // The real path, since not every file system tells README.md from Readme.md.
    if (!Files.exists(target) || !target.toRealPath().endsWith(root.relativize(target))) {
      return Optional.of(page + " links to " + link + ", which does not exist");
    }
    int hash = link.indexOf('#');
    if (hash >= 0 && !anchors(shown(target)).contains(link.substring(hash + 1))) {
      return Optional.of(page + " links to " + link + ", which has no such heading");
    }
    return Optional.empty();
  }

  /** A folder shows its README. */
  static Path shown(Path target) {
    return Files.isDirectory(target) ? target.resolve("README.md") : target;
  }

  private static Set<String> anchors(Path file) {
    return Files.exists(file) && file.toString().endsWith(".md")
        ? anchors(Page.read(file))
        : Set.of();
  }

  /**
   * What a forge makes of headings: lower case, no punctuation, hyphens, and a number if repeated.
   */
  static Set<String> anchors(Page page) {
    String text = unfenced(page);
    Set<String> anchors = new LinkedHashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    HEADING
        .matcher(text)
        .results()
        .map(found -> slug(found.group(1)))
        .forEach(
            slug -> {
              int before = seen.merge(slug, 1, Integer::sum) - 1;
              anchors.add(before == 0 ? slug : slug + "-" + before);
            });
    NAMED.matcher(text).results().map(found -> found.group(1)).forEach(anchors::add);
    return anchors;
  }

  private static String slug(String heading) {
    return LINKED
        .matcher(heading)
        .replaceAll("$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private static String unfenced(Page page) {
    return FENCED.matcher(page.text()).replaceAll("");
  }
}
