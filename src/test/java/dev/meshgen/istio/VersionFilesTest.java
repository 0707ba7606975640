package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The version files against the charts they were generated from. */
class VersionFilesTest {
  private static final Path FILES = Path.of("templates/istio/versions");

  /** First writes of the minor that was asked for what it was asked for. */
  @BeforeAll
  static void generate() throws IOException {
    Path file = FILES.resolve(System.getProperty("meshgen.minor") + ".yaml");
    if (System.getProperty("meshgen.charts") != null) {
      ChartValuesGenerator.write(file, Path.of(System.getProperty("meshgen.charts")));
    }
    if (System.getProperty("meshgen.sources") != null) {
      IstiodSources.write(file, Path.of(System.getProperty("meshgen.sources")));
    }
    if (System.getProperty("meshgen.api") != null) {
      MeshConfigFields.write(file, Path.of(System.getProperty("meshgen.api")));
    }
  }

  @Test
  void everyFileHasItsLineInTheIndexAndCanBeRead() throws IOException {
    SortedSet<MinorVersion> files = new TreeSet<>();
    try (Stream<Path> list = Files.list(FILES)) {
      list.map(path -> path.getFileName().toString())
          .filter(name -> !name.equals("index"))
          .forEach(name -> files.add(MinorVersion.parse(name.replace(".yaml", "")).orElseThrow()));
    }
    assertThat(Files.readAllLines(FILES.resolve("index")))
        .containsExactlyElementsOf(files.stream().map(MinorVersion::toString).toList());
    for (MinorVersion file : files) {
      byte[] content = Files.readAllBytes(FILES.resolve(file + ".yaml"));
      IstioMinor minor = MinorFile.read(file.toString(), content);
      assertThat(minor.line()).isEqualTo(file);
      assertThat(minor.details().variables()).containsKey("CLUSTER_ID");
      assertThat(minor.values(Chart.ZTUNNEL).knows(List.of("network"))).isTrue();
    }
  }

  /** Kinds that no version serves would be refused when an engine applies them. */
  @Tag("conformance")
  @Tag("upstream-data")
  @ParameterizedTest
  @MethodSource("definitions")
  void theKindsAreThoseOfTheDefinitions(Path file) throws IOException {
    String name = file.getFileName().toString();
    IstioVersion version =
        IstioVersion.parse(name.substring("istio-".length(), name.length() - ".yaml".length()))
            .orElseThrow();
    Map<String, List<String>> served = new TreeMap<>();
    for (Object document :
        new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(file))) {
      if (document instanceof Map<?, ?> definition
          && definition.get("spec") instanceof Map<?, ?> spec) {
        String kind = (String) ((Map<?, ?>) spec.get("names")).get("kind");
        List<String> versions = new ArrayList<>();
        for (Object each : (List<?>) spec.get("versions")) {
          if (Boolean.TRUE.equals(((Map<?, ?>) each).get("served"))) {
            versions.add((String) ((Map<?, ?>) each).get("name"));
          }
        }
        served.put(kind + "." + spec.get("group"), versions);
      }
    }
    assertThat(IstioCatalog.builtIn().find(version).orElseThrow().details().kinds())
        .isEqualTo(served);
  }

  static List<Path> definitions() {
    return Shared.list(Shared.CRDS, "istio-");
  }

  static List<Path> chartFolders() {
    return Shared.list(Shared.CHARTS, "");
  }

  @Tag("conformance")
  @Tag("upstream-data")
  @ParameterizedTest
  @MethodSource("chartFolders")
  void theListsAreWhatTheChartsSay(Path charts) throws IOException {
    IstioVersion version = IstioVersion.parse(charts.getFileName().toString()).orElseThrow();
    for (Chart chart : Chart.values()) {
      ChartValuesGenerator generator = ChartValuesGenerator.of(chart, charts);
      assertThat(list(version.line(), chart, "values"))
          .as("values of %s %s; rerun the generator", chart.id(), version)
          .containsExactlyElementsOf(generator.values());
      assertThat(list(version.line(), chart, "accepted"))
          .as("schema of %s %s; rerun the generator", chart.id(), version)
          .containsExactlyElementsOf(generator.accepted());
    }
  }

  @Tag("conformance")
  @Tag("upstream-data")
  @ParameterizedTest
  @MethodSource("chartFolders")
  void whatOnlyTemplatesReadIsInNoValuesFile(Path charts) throws IOException {
    IstioVersion version = IstioVersion.parse(charts.getFileName().toString()).orElseThrow();
    for (Chart chart : Chart.values()) {
      ChartValues values =
          new ChartValues(
              List.copyOf(ChartValuesGenerator.of(chart, charts).values()), new TreeSet<>());
      List<String> templates = list(version.line(), chart, "templates");
      assertThat(templates).isSorted().contains("compatibilityVersion", "platform", "profile");
      assertThat(templates)
          .noneMatch(path -> values.knows(ValuePaths.parse(path.replace(".*", ""))));
    }
  }

  /** Reads a list without the reader under test: the lines below its key, by indentation. */
  private static List<String> list(MinorVersion minor, Chart chart, String key) throws IOException {
    List<String> lines = Files.readAllLines(FILES.resolve(minor + ".yaml"));
    int at = lines.indexOf("charts:");
    at = at + 1 + lines.subList(at + 1, lines.size()).indexOf("  " + chart.id() + ":");
    List<String> list = new ArrayList<>();
    boolean inside = false;
    for (String line : lines.subList(at + 1, lines.size())) {
      if (line.startsWith("  ") && !line.startsWith("    ")) {
        break;
      }
      if (!line.startsWith("      ")) {
        inside = line.equals("    " + key + ": |");
      } else if (inside) {
        list.addAll(Arrays.asList(line.trim()));
      }
    }
    return list;
  }
}
