package dev.meshgen.istio;

import dev.meshgen.testing.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Writes the chart lists of one {@code templates/istio/versions/<minor>.yaml} from the charts of
 * that minor: the folder {@code manifests/charts} of Istio's sources at the tag of the newest
 * patch, or a folder with the unpacked charts base, istiod, gateway, cni and ztunnel.
 *
 * <p>To add a minor: copy the newest file, edit its facts, add its line to {@code index}, then
 *
 * <pre>
 * mvn -q test -Dtest=VersionFilesTest -Dmeshgen.minor=1.99 -Dmeshgen.charts=/path/to/charts
 * </pre>
 *
 * <p>Three lists, each sorted, one path a line. {@code values}: what values.yaml lists; {@code
 * path.*} where its default is empty or a list, or where {@link #FREE_FORM} says that users add
 * keys of their own; and its type. {@code templates}: what only the templates read, such as keys
 * that values.yaml mentions in a comment. {@code accepted}: the root keys of a schema that admits
 * no others.
 */
final class ChartValuesGenerator {
  private static final Map<Chart, List<String>> FOLDERS =
      Map.of(
          Chart.BASE, List.of("base"),
          Chart.ISTIOD, List.of("istiod", "istio-control/istio-discovery"),
          Chart.GATEWAY, List.of("gateway"),
          Chart.CNI, List.of("cni", "istio-cni"),
          Chart.ZTUNNEL, List.of("ztunnel"));

  /** Keys whose mappings take keys of the user's own although their default is not empty. */
  private static final Set<String> FREE_FORM =
      Set.of(
          "defaultResources",
          "labels",
          "meshConfig",
          "networkGatewayPorts",
          "podAnnotations",
          "resources",
          "updateStrategy");

  /** Numbers to the chart, where Kubernetes takes a percentage as well. */
  private static final Set<String> AMOUNTS =
      Set.of("maxUnavailable", "minAvailable", "rollingMaxSurge", "rollingMaxUnavailable");

  /** A mapping by default, where the chart takes a number as well. */
  private static final Set<String> ANY = Set.of("targetMemoryUtilizationPercentage");

  private static final Pattern COMMENT = Pattern.compile("\\{\\{-?\\s*/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern USE = Pattern.compile("\\.Values((?:\\)*\\.[A-Za-z_]\\w*)+)");
  private static final Pattern HAS_KEY =
      Pattern.compile("hasKey \\$?\\.Values((?:\\.\\w+)*) \"(\\w+)\"");
  private static final Pattern DIG = Pattern.compile("dig ((?:\"\\w*\" )+)\\S+ \\$?\\.Values\\b");
  private static final Pattern LOOSE =
      Pattern.compile(
          "(?:toYaml|range[^}]*?) \\(?\\$?\\.Values((?:\\.\\w+)+)"
              + "|\\.Values((?:\\.\\w+)+)(?: \\| toYaml| -?}}[^}]{0,60}\\{\\{-? *toYaml \\.[ |])");

  private final Chart chart;
  private final Path folder;
  private final ChartValues values;
  private final Map<?, ?> schema;
  private final SortedSet<String> valuePaths = new TreeSet<>();

  private ChartValuesGenerator(Chart chart, Path folder) {
    this.chart = chart;
    this.folder = folder;
    this.schema = schema(folder);
    Map<?, ?> root = (Map<?, ?>) yaml(folder.resolve("values.yaml"));
    collect(List.of(), (Map<?, ?>) root.get(ValuePaths.DEFAULTS));
    this.values = new ChartValues(List.copyOf(valuePaths), Set.of());
  }

  static ChartValuesGenerator of(Chart chart, Path charts) {
    for (String name : FOLDERS.get(chart)) {
      if (Files.exists(charts.resolve(name).resolve("values.yaml"))) {
        return new ChartValuesGenerator(chart, charts.resolve(name));
      }
    }
    throw new IllegalArgumentException("no chart " + chart.id() + " in " + charts);
  }

  /** Replaces everything from {@code charts:} on. */
  static void write(Path file, Path charts) throws IOException {
    String text = Files.readString(file);
    int start = text.indexOf("\ncharts:");
    StringBuilder out = new StringBuilder(start < 0 ? text : text.substring(0, start + 1));
    out.append("charts:\n");
    for (Chart chart : Chart.values()) {
      ChartValuesGenerator generator = of(chart, charts);
      out.append("  ").append(chart.id()).append(":\n");
      append(out, "values", generator.values());
      append(out, "templates", generator.templates());
      append(out, "accepted", generator.accepted());
    }
    Files.writeString(file, out);
  }

  private static void append(StringBuilder out, String key, SortedSet<String> lines) {
    if (!lines.isEmpty()) {
      out.append("    ").append(key).append(": |\n");
      lines.forEach(line -> out.append("      ").append(line).append('\n'));
    }
  }

  SortedSet<String> values() {
    return valuePaths;
  }

  /** What the templates read beyond {@link #values}; empty when there are no templates at hand. */
  SortedSet<String> templates() {
    SortedSet<String> loose = new TreeSet<>();
    SortedSet<String> uses = new TreeSet<>();
    for (Path template : templateFiles()) {
      String text = COMMENT.matcher(TextFile.read(template)).replaceAll("");
      USE.matcher(text).results().forEach(use -> add(uses, use.group(1)));
      HAS_KEY.matcher(text).results().forEach(use -> add(uses, use.group(1) + "." + use.group(2)));
      DIG.matcher(text).results().forEach(use -> add(uses, dug(use.group(1))));
      Matcher matcher = LOOSE.matcher(text);
      while (matcher.find()) {
        add(loose, matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
      }
    }
    SortedSet<String> only = new TreeSet<>();
    for (String use : uses) {
      boolean inner = uses.tailSet(use + ".").stream().anyMatch(u -> u.startsWith(use + "."));
      if (!values.knows(ValuePaths.parse(use)) && !inner) {
        only.add(loose.contains(use) ? use + ".*" : use);
      }
    }
    return only;
  }

  /** A dig without {@code default}: the last quoted word may be the default itself. */
  private static String dug(String words) {
    return "." + words.trim().replace("\" \"", ".").replace("\"", "");
  }

  private void add(SortedSet<String> paths, String use) {
    List<String> path = ValuePaths.parse(use.replace(")", "").substring(1));
    if (path.get(0).startsWith("_") || path.get(0).equals(ValuePaths.REFUSED)) {
      return;
    }
    List<List<String>> targets = ValuePaths.targets(chart, path);
    if (!targets.isEmpty()) {
      paths.add(ValuePaths.print(targets.get(0)));
    }
  }

  private List<Path> templateFiles() {
    List<Path> found = new ArrayList<>();
    for (String sub : List.of("templates", "files")) {
      if (Files.isDirectory(folder.resolve(sub))) {
        try (Stream<Path> walk = Files.walk(folder.resolve(sub))) {
          walk.filter(Files::isRegularFile)
              .filter(path -> !path.getFileName().toString().startsWith("profile-"))
              .filter(path -> !path.getFileName().toString().startsWith("crd"))
              .filter(path -> !path.getFileName().toString().equals("NOTES.txt"))
              .forEach(found::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return found;
  }

  /** The root keys of a closed schema; empty without one. */
  SortedSet<String> accepted() {
    if (!Boolean.FALSE.equals(schema.get("additionalProperties"))) {
      return new TreeSet<>();
    }
    SortedSet<String> keys = new TreeSet<>();
    ((Map<?, ?>) schema.get("properties")).keySet().forEach(key -> keys.add((String) key));
    return keys;
  }

  private void collect(List<String> above, Map<?, ?> map) {
    map.forEach(
        (key, value) -> {
          List<String> path = ValuePaths.child(above, (String) key);
          boolean open = value instanceof List || FREE_FORM.contains(key);
          if (value instanceof Map<?, ?> inner && !inner.isEmpty() && !open) {
            collect(path, inner);
          } else {
            String suffix = open || value instanceof Map ? ".*" : "";
            valuePaths.add(ValuePaths.print(path) + suffix + type(path, value));
          }
        });
  }

  /** As the schema says, if there is one, or else the default. */
  private String type(List<String> path, Object value) {
    Object property = schema;
    for (String key : path) {
      Object properties = ((Map<?, ?>) property).get("properties");
      property = properties instanceof Map<?, ?> map && map.containsKey(key) ? map.get(key) : null;
      if (property == null) {
        return word(ofDefault(path.get(path.size() - 1), value));
      }
    }
    return word(ofSchema(((Map<?, ?>) property).get("type")));
  }

  private static String word(ValueType type) {
    return type == ValueType.ANY ? "" : " " + type.id();
  }

  private static ValueType ofDefault(String key, Object value) {
    if (ANY.contains(key) || value == null) {
      return ValueType.ANY;
    }
    if (AMOUNTS.contains(key)) {
      return ValueType.AMOUNT;
    }
    if (value instanceof List) {
      return ValueType.LIST;
    }
    if (value instanceof Map) {
      return ValueType.MAPPING;
    }
    if (value instanceof Boolean) {
      return ValueType.SWITCH;
    }
    return value instanceof Number ? ValueType.NUMBER : ValueType.TEXT;
  }

  /** Of one type beside null; a schema admits no number in quotes. */
  private static ValueType ofSchema(Object type) {
    List<?> types = type instanceof List<?> list ? list : type == null ? List.of() : List.of(type);
    List<?> others = types.stream().filter(each -> !"null".equals(each)).toList();
    if (others.size() != 1) {
      return ValueType.ANY;
    }
    return switch ((String) others.get(0)) {
      case "boolean" -> ValueType.BOOLEAN;
      case "integer" -> ValueType.INTEGER;
      case "number" -> ValueType.NUMBER;
      case "string" -> ValueType.STRING;
      case "array" -> ValueType.LIST;
      case "object" -> ValueType.MAPPING;
      default -> throw new IllegalArgumentException("type " + others);
    };
  }

  private static Map<?, ?> schema(Path folder) {
    Path file = folder.resolve("values.schema.json");
    if (!Files.exists(file)) {
      return Map.of();
    }
    return (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) yaml(file)).get("$defs")).get("values");
  }

  private static Object yaml(Path file) {
    return new Load(LoadSettings.builder().build()).loadFromString(TextFile.read(file));
  }
}
