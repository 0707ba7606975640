package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.testing.Shared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every raw value of every minor is in one class, and no class has one that is in no minor. */
class ValueClassesTest {
  private static final String OPEN = ".*";

  static Stream<String> releases() {
    return Stream.of("base", "istiod", "eastwestgateway", "istiodgateway", "cni", "ztunnel");
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everyValueOfEveryMinorIsClassified(String release) {
    assertThat(known(release)).isNotEmpty();
    assertThat(known(release))
        .as("values of %s; add them to templates/istio/values/%s.yaml", release, release)
        .allSatisfy(line -> assertThat(classes(release, line)).as(line).hasSize(1));
  }

  @Tag("conformance")
  @Tag("upstream-data")
  @ParameterizedTest
  @MethodSource("releases")
  void everyValueThatAChartListsIsClassified(String release) {
    Chart chart = Chart.ofRelease(release).orElseThrow();
    for (Path charts : Shared.list(Shared.CHARTS, "")) {
      for (String line : ChartValuesGenerator.of(chart, charts).values()) {
        String path = line.split(" ")[0];
        boolean mesh = chart == Chart.ISTIOD && path.equals("meshConfig.*");
        if (!mesh) {
          assertThat(classes(release, path)).as("%s of %s", path, charts).hasSize(1);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void whatIsClassifiedExists(String release) {
    ValueClasses classes = ValueClasses.of(release);
    assertThat(classes.free().get()).isSorted().doesNotHaveDuplicates().isSubsetOf(known(release));
    List<List<String>> named = new ArrayList<>();
    classes.owned().forEach(value -> named.add(value.path()));
    classes.merged().forEach(value -> named.add(value.path()));
    classes.checked().forEach(value -> named.add(value.path()));
    assertThat(named).doesNotHaveDuplicates();
    Chart chart = Chart.ofRelease(release).orElseThrow();
    assertThat(named)
        .allMatch(
            path ->
                IstioCatalog.builtIn().minors().stream()
                    .map(line -> IstioCatalog.builtIn().find(line).orElseThrow())
                    .anyMatch(minor -> minor.values(chart).knows(path)));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void whatIsCheckedElsewhereNamesADiagnostic(String release) {
    Set<String> codes = new HashSet<>();
    Arrays.stream(Code.values()).forEach(code -> codes.add(code.id()));
    ValueClasses.of(release)
        .checked()
        .forEach(
            value ->
                assertThat(value.check() == CheckedValue.Check.ELSEWHERE)
                    .isEqualTo(codes.contains(value.by())));
  }

  /** Each of these would have silently undone what a mesh of several clusters needs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "meshConfig.enableAutoMtls",
        "meshConfig.discoverySelectors",
        "meshConfig.trustDomainAliases",
        "meshConfig.configSources",
        "meshConfig.defaultServiceExportTo",
        "meshConfig.defaultConfig.controlPlaneAuthPolicy",
        "env.XDS_AUTH",
        "env.PILOT_ENABLE_XDS_IDENTITY_CHECK",
        "env.PILOT_SKIP_VALIDATE_TRUST_DOMAIN",
        "env.RESOLVE_HOSTNAME_GATEWAYS",
        "env.ISTIO_WATCH_NAMESPACE",
        "env.INJECT_ENABLED",
        "env.PILOT_IGNORE_RESOURCES",
        "env.PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API",
        "global.omitSidecarInjectorConfigMap",
        "global.resourceScope",
      })
  void whatUndoesTheMeshIsNotFree(String path) {
    assertThat(classes("istiod", path)).isNotEmpty().doesNotContain("free");
  }

  /** All that a chart reads, and for istiod each field and each variable. */
  private static SortedSet<String> known(String release) {
    Chart chart = Chart.ofRelease(release).orElseThrow();
    SortedSet<String> known = new TreeSet<>();
    for (MinorVersion line : IstioCatalog.builtIn().minors()) {
      IstioMinor minor = IstioCatalog.builtIn().find(line).orElseThrow();
      minor.values(chart).lines().forEach(path -> known.add(path));
      if (chart == Chart.ISTIOD) {
        minor.details().variables().keySet().forEach(name -> known.add("env." + name));
      }
    }
    known.removeAll(Set.of("global.platform", "global.profile"));
    return known;
  }

  /** Of a line of a list: what is open is in the class of all that no other names. */
  private static List<String> classes(String release, String line) {
    ValueClasses all = ValueClasses.of(release);
    boolean open = line.endsWith(OPEN);
    List<String> path =
        ValuePaths.parse(open ? line.substring(0, line.length() - OPEN.length()) : line);
    List<String> classes = new ArrayList<>();
    if (all.owned().stream().anyMatch(value -> value.covers(path))) {
      classes.add("owned");
    }
    if (all.merged().stream().anyMatch(value -> value.path().equals(path))) {
      classes.add("merged");
    }
    if (all.checked().stream().anyMatch(value -> value.path().equals(path))) {
      classes.add("checked");
    }
    if (all.free().get().contains(line)) {
      classes.add("free");
    }
    return classes;
  }
}
