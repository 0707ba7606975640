package dev.meshgen.istio;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the file of one minor. The files are built in, so a malformed one is a defect. */
final class MinorFile {
  private final String file;

  private MinorFile(String file) {
    this.file = file;
  }

  static IstioMinor read(String file, byte[] content) {
    Report report = new Report();
    List<YamlDocument> documents = YamlReader.read(file, content, report);
    if (report.hasErrors() || documents.size() != 1) {
      throw new IllegalStateException(file + ": " + report.diagnostics());
    }
    MinorFile reader = new MinorFile(file);
    return reader.minor(reader.map(documents.get(0).root()));
  }

  private IstioMinor minor(YamlMap root) {
    YamlMap kubernetes = map(required(root, "kubernetes"));
    return new IstioMinor(
        version(text(root, "minor")),
        integer(text(root, "newestPatch")),
        version(text(kubernetes, "min")),
        version(text(kubernetes, "max")),
        LocalDate.parse(text(root, "released")),
        root.get("supportEnd").map(this::text).map(LocalDate::parse),
        root.get("hubRequired").map(this::text).map(Boolean::parseBoolean).orElse(false),
        gatewayApi(map(required(root, "gatewayAPI"))),
        ambient(map(required(root, "ambient"))),
        features(root),
        advisories(root),
        images(root),
        variants(map(required(root, "variants"))),
        charts(map(required(root, "charts"))));
  }

  private GatewayApiSupport gatewayApi(YamlMap map) {
    return new GatewayApiSupport(
        bundle(text(map, "min")), map.get("max").map(node -> bundle(text(node))));
  }

  private IstioVersion bundle(String text) {
    return IstioVersion.parse(text)
        .orElseThrow(() -> new IllegalStateException(file + ": not a version: " + text));
  }

  private AmbientSupport ambient(YamlMap map) {
    TreeMap<String, String> env = new TreeMap<>();
    YamlMap multiNetwork = map(required(map, "multiNetwork"));
    YamlMap variables = map(required(multiNetwork, "env"));
    variables.entries().keySet().forEach(name -> env.put(name, text(variables, name)));
    return new AmbientSupport(text(multiNetwork, "status"), env);
  }

  private Map<String, Integer> features(YamlMap root) {
    Map<String, Integer> features = new TreeMap<>();
    YamlMap map = map(required(root, "features"));
    for (String feature : map.entries().keySet()) {
      features.put(feature, integer(text(map, feature)));
    }
    return features;
  }

  private List<Advisory> advisories(YamlMap root) {
    List<Advisory> advisories = new ArrayList<>();
    list(required(root, "advisories")).forEach(item -> advisories.add(advisory(map(item))));
    return advisories;
  }

  private Advisory advisory(YamlMap map) {
    String patches = text(map, "patches");
    int hyphen = patches.indexOf('-');
    int first = integer(hyphen < 0 ? patches : patches.substring(0, hyphen));
    String last = patches.substring(hyphen + 1);
    Optional<YamlNode> fixedIn = map.get("fixedIn");
    return new Advisory(
        first,
        last.isEmpty() ? Integer.MAX_VALUE : integer(last),
        Advisory.Severity.valueOf(text(map, "severity").toUpperCase(Locale.ROOT)),
        text(map, "summary"),
        fixedIn.isEmpty() ? OptionalInt.empty() : OptionalInt.of(integer(text(fixedIn.get()))),
        map.get("upstream").map(this::text).orElse(""));
  }

  private List<ImageSource> images(YamlMap root) {
    List<ImageSource> images = new ArrayList<>();
    for (YamlNode item : list(required(root, "images"))) {
      YamlMap map = map(item);
      images.add(
          new ImageSource(
              text(map, "name"),
              Chart.ofId(text(map, "chart")).orElseThrow(),
              map.get("injected").isPresent(),
              paths(map, "image"),
              paths(map, "tag"),
              paths(map, "variant")));
    }
    return images;
  }

  private List<List<String>> paths(YamlMap map, String key) {
    List<List<String>> paths = new ArrayList<>();
    list(required(map, key)).forEach(item -> paths.add(ValuePaths.parse(text(item))));
    return paths;
  }

  private Map<String, String> variants(YamlMap map) {
    Map<String, String> variants = new TreeMap<>();
    map.entries().keySet().forEach(key -> variants.put(key, text(map, key)));
    return variants;
  }

  private Map<Chart, ChartValues> charts(YamlMap map) {
    Map<Chart, ChartValues> charts = new EnumMap<>(Chart.class);
    for (Chart chart : Chart.values()) {
      YamlMap lists = map(required(map, chart.id()));
      List<String> paths = new ArrayList<>(lines(lists, "values"));
      paths.addAll(lines(lists, "templates"));
      charts.put(chart, new ChartValues(paths, new TreeSet<>(lines(lists, "accepted"))));
    }
    return charts;
  }

  private List<String> lines(YamlMap map, String key) {
    return map.get(key).map(node -> text(node).lines().toList()).orElse(List.of());
  }

  private MinorVersion version(String text) {
    return MinorVersion.parse(text)
        .orElseThrow(() -> new IllegalStateException(file + ": not a minor: " + text));
  }

  private int integer(String text) {
    int number = MinorVersion.number(text, 0, text.length());
    if (number < 0) {
      throw new IllegalStateException(file + ": not a patch: " + text);
    }
    return number;
  }

  private YamlNode required(YamlMap map, String key) {
    return map.get(key).orElseThrow(() -> new IllegalStateException(file + ": no " + key));
  }

  private YamlMap map(YamlNode node) {
    if (node instanceof YamlMap map) {
      return map;
    }
    throw new IllegalStateException(node.span() + ": not a mapping");
  }

  private List<YamlNode> list(YamlNode node) {
    if (node instanceof YamlList list) {
      return list.items();
    }
    throw new IllegalStateException(node.span() + ": not a list");
  }

  private String text(YamlMap map, String key) {
    return text(required(map, key));
  }

  private String text(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return scalar.text();
    }
    throw new IllegalStateException(node.span() + ": not a scalar");
  }
}
