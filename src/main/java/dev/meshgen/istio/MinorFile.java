package dev.meshgen.istio;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the file of one minor: three documents, of which only the first is read right away. The
 * files are built in, so a malformed one is a defect.
 */
final class MinorFile {
  private static final int DOCUMENTS = 3;

  private final String file;

  private MinorFile(String file) {
    this.file = file;
  }

  static IstioMinor read(String file, byte[] content) {
    List<byte[]> documents = DataNodes.split(file, content, DOCUMENTS);
    return new MinorFile(file)
        .minor(
            DataNodes.read(file, documents.get(0)),
            new IstioMinor.Late(
                new LazyValue<>(() -> DetailsFile.read(file, documents.get(1))),
                new LazyValue<>(() -> charts(DataNodes.read(file, documents.get(2))))));
  }

  private IstioMinor minor(DataNodes root, IstioMinor.Late late) {
    DataNodes kubernetes = root.in("kubernetes");
    return new IstioMinor(
        root.minor("minor"),
        new IstioMinor.Patches(
            root.number("newestPatch"), features(root.in("features")), advisories(root)),
        new IstioMinor.Support(
            LocalDate.parse(root.text("released")),
            root.optional("supportEnd").map(LocalDate::parse)),
        new IstioMinor.KubernetesWindow(kubernetes.minor("min"), kubernetes.minor("max")),
        gatewayApi(root.in("gatewayAPI")),
        ambient(root.in("ambient").in("multiNetwork")),
        registries(root),
        liveRoots(root),
        late);
  }

  private static LiveRoots liveRoots(DataNodes root) {
    DataNodes map = root.in("rootRotation");
    return new LiveRoots(
        map.in("env").scalars(),
        map.in("proxyMetadata").scalars(),
        root.in("features").optional("rootSetComparison").isPresent());
  }

  private static GatewayApiSupport gatewayApi(DataNodes map) {
    return new GatewayApiSupport(
        map.version("min"),
        map.optional("max").map(text -> map.version("max")),
        map.optional("tlsRoutes").map(text -> map.version("tlsRoutes")));
  }

  private static AmbientSupport ambient(DataNodes multiNetwork) {
    return new AmbientSupport(multiNetwork.text("status"), multiNetwork.in("env").scalars());
  }

  private static RetiredRegistries registries(DataNodes root) {
    DataNodes map = root.in("registries");
    DataNodes instead = map.in("instead");
    return new RetiredRegistries(
        root.optional("hubRequired").isPresent(),
        days(map.in("charts")),
        days(map.in("images")),
        instead.text("oci"),
        instead.text("http"),
        instead.text("images"));
  }

  private static SortedMap<String, Optional<LocalDate>> days(DataNodes map) {
    SortedMap<String, Optional<LocalDate>> days = new TreeMap<>();
    map.scalars()
        .forEach(
            (location, day) ->
                days.put(
                    location,
                    day.equals("never") ? Optional.empty() : Optional.of(LocalDate.parse(day))));
    return Collections.unmodifiableSortedMap(days);
  }

  private Map<String, Integer> features(DataNodes map) {
    Map<String, Integer> features = new TreeMap<>();
    map.scalars().forEach((name, patch) -> features.put(name, DataNodes.number(file, patch)));
    return features;
  }

  private List<Advisory> advisories(DataNodes root) {
    List<Advisory> advisories = new ArrayList<>();
    root.mappings("advisories").forEach(item -> advisories.add(advisory(item)));
    return advisories;
  }

  private Advisory advisory(DataNodes map) {
    String patches = map.text("patches");
    int hyphen = patches.indexOf('-');
    String last = patches.substring(hyphen + 1);
    return new Advisory(
        DataNodes.number(file, hyphen < 0 ? patches : patches.substring(0, hyphen)),
        last.isEmpty() ? Integer.MAX_VALUE : DataNodes.number(file, last),
        Advisory.Severity.valueOf(map.text("severity").toUpperCase(Locale.ROOT)),
        map.text("summary"),
        map.optional("fixedIn").isPresent()
            ? OptionalInt.of(map.number("fixedIn"))
            : OptionalInt.empty(),
        Applicability.ofId(map.optional("for").orElse(Applicability.ALL.id())),
        map.optional("upstream").orElse(""));
  }

  private static Map<Chart, ChartValues> charts(DataNodes root) {
    Map<Chart, ChartValues> charts = new EnumMap<>(Chart.class);
    for (Chart chart : Chart.values()) {
      DataNodes lists = root.in("charts").in(chart.id());
      List<String> paths = new ArrayList<>(lists.lines("values"));
      paths.addAll(lists.lines("templates"));
      if (chart == Chart.ISTIOD) {
        // The chart takes any field; istiod passes over those that it does not know.
        paths.removeIf(line -> line.startsWith(ValuePaths.MESH_CONFIG + ".*"));
        root.lines(ValuePaths.MESH_CONFIG)
            .forEach(line -> paths.add(ValuePaths.MESH_CONFIG + "." + line));
      }
      charts.put(chart, new ChartValues(paths, new TreeSet<>(lists.lines("accepted"))));
    }
    return charts;
  }
}
