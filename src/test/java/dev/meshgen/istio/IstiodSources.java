package dev.meshgen.istio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists the environment variables that istiod reads, off a folder with Istio's sources: whatever is
 * registered outside of other programs. The first patch that has one is not there to see: compare
 * the tags.
 *
 * <pre>
 * mvn -q test -Dtest=VersionFilesTest -Dmeshgen.minor=1.99 -Dmeshgen.sources=/path/to/istio
 * </pre>
 */
final class IstiodSources {
  private static final List<String> FOLDERS = List.of("pilot", "pkg", "security");

  /** The agent and what only it uses, and tests. */
  private static final List<String> OTHERS =
      List.of(
          "pilot/cmd/pilot-agent/",
          "pilot/test/",
          "pkg/bootstrap/config.go",
          "pkg/bootstrap/instance.go",
          "pkg/envoy/",
          "pkg/test/",
          "security/pkg/nodeagent/");

  private static final Pattern CONSTANT = Pattern.compile("(\\w+)\\s*=\\s*\"([A-Z0-9_]{3,})\"");
  private static final Pattern USE =
      Pattern.compile(
          "(?:env\\.Register\\w*(?:\\[[^\\]]*\\])?|registerAmbient)\\(\\s*(\"?)(?:\\w+\\.)?(\\w+)\"?,");

  private IstiodSources() {}

  static SortedSet<String> variables(Path sources) throws IOException {
    Map<String, String> constants = new HashMap<>();
    SortedSet<String> uses = new TreeSet<>();
    SortedSet<String> names = new TreeSet<>();
    for (String folder : FOLDERS) {
      try (Stream<Path> walk = Files.walk(sources.resolve(folder))) {
        walk.filter(file -> isOfIstiod(sources.relativize(file).toString()))
            .forEach(file -> read(file, constants, uses, names));
      }
    }
    uses.stream().filter(constants::containsKey).map(constants::get).forEach(names::add);
    return names;
  }

  private static boolean isOfIstiod(String file) {
    return file.endsWith(".go")
        && !file.endsWith("_test.go")
        && OTHERS.stream().noneMatch(file::startsWith);
  }

  private static void read(
      Path file, Map<String, String> constants, SortedSet<String> uses, SortedSet<String> names) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!text.contains("env.Register") && !text.contains("registerAmbient(")) {
      return;
    }
    CONSTANT.matcher(text).results().forEach(each -> constants.put(each.group(1), each.group(2)));
    Matcher use = USE.matcher(text);
    while (use.find()) {
      (use.group(1).isEmpty() ? uses : names).add(use.group(2));
    }
  }

  /** Replaces the list of a file, keeping the patches that it says. */
  static void write(Path file, Path sources) throws IOException {
    String text = Files.readString(file);
    int start = text.indexOf("\nvariables: |\n") + "\nvariables: |\n".length();
    int end = text.indexOf("\n---\n", start) + 1;
    Map<String, String> patches = new HashMap<>();
    for (String line : text.substring(start, end).lines().toList()) {
      String[] words = line.trim().split(" ");
      patches.put(words[0], line.trim());
    }
    StringBuilder list = new StringBuilder();
    for (String name : variables(sources)) {
      list.append("  ").append(patches.getOrDefault(name, name)).append('\n');
    }
    Files.writeString(file, text.substring(0, start) + list + text.substring(end));
  }
}
