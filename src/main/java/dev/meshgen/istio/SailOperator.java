package dev.meshgen.istio;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of the Sail Operator, from {@code templates/istio/sail.yaml}: which Istio it
 * installs, and which values its resources accept.
 */
public final class SailOperator {
  private static final String FILE = "/templates/istio/sail.yaml";

  private final String version;
  private final Map<String, Integer> newestPatches = new TreeMap<>();
  private final Map<SailResource, ChartValues> values = new TreeMap<>();
  private final Map<SailResource, Set<String>> strings = new TreeMap<>();

  private SailOperator(YamlMap root) {
    version = text(root, "operator");
    YamlMap versions = map(root, "versions");
    versions
        .entries()
        .keySet()
        .forEach(minor -> newestPatches.put(minor, Integer.valueOf(text(versions, minor))));
    YamlMap resources = map(root, "resources");
    for (SailResource resource : SailResource.values()) {
      YamlMap lists = map(resources, resource.kind());
      values.put(resource, new ChartValues(text(lists, "values").lines().toList(), Set.of()));
      strings.put(resource, new TreeSet<>(text(lists, "strings").lines().toList()));
    }
  }

  /** The built-in one; read on first use. */
  public static SailOperator builtIn() {
    return BuiltIn.OPERATOR;
  }

  private static final class BuiltIn {
    private static final SailOperator OPERATOR = read();
  }

  private static SailOperator read() {
    try (InputStream in = SailOperator.class.getResourceAsStream(FILE)) {
      Report report = new Report();
      List<YamlDocument> documents = YamlReader.read(FILE, in.readAllBytes(), report);
      if (report.hasErrors()) {
        throw new IllegalStateException(FILE + ": " + report.diagnostics());
      }
      return new SailOperator((YamlMap) documents.get(0).root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The release of the operator that this describes. */
  public String version() {
    return version;
  }

  /** The newest patch of a minor that it installs, if any. */
  public OptionalInt newestPatch(MinorVersion minor) {
    Integer patch = newestPatches.get(minor.toString());
    return patch == null ? OptionalInt.empty() : OptionalInt.of(patch);
  }

  /** The values that a resource accepts. */
  ChartValues values(SailResource resource) {
    return values.get(resource);
  }

  /** Whether everything below a path must be a string. */
  boolean takesStrings(SailResource resource, List<String> path) {
    return strings.get(resource).contains(ValuePaths.print(path));
  }

  private static YamlMap map(YamlMap map, String key) {
    return (YamlMap) required(map, key);
  }

  private static String text(YamlMap map, String key) {
    return ((YamlScalar) required(map, key)).text();
  }

  private static YamlNode required(YamlMap map, String key) {
    return map.get(key).orElseThrow(() -> new IllegalStateException(FILE + ": missing " + key));
  }
}
