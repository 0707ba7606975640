package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedValuesTest {
  private final IstioMinor minor = RawValues.minor("1.30");

  private List<Diagnostic> istiod(String yaml) {
    return OwnedValues.check(Chart.ISTIOD, RawValues.read(yaml), minor);
  }

  private List<Diagnostic> gateway(String yaml) {
    return OwnedValues.check(Chart.GATEWAY, RawValues.read(yaml), minor);
  }

  @Test
  void pointsAtTheKeyAndSaysWhatDecidesItInstead() {
    assertThat(istiod("autoscaleMin: 3\nglobal:\n  logAsJson: true\n  network: other\n"))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code()).isEqualTo(Code.VALUE_OWNED);
              assertThat(found.severity()).isEqualTo(Severity.ERROR);
              assertThat(found.at()).hasToString("v.yaml:4:3");
              assertThat(found.message())
                  .isEqualTo(
                      "value \"global.network\" of release \"istiod\" is owned by meshgen: it must"
                          + " match the network label of the namespace and of the east-west"
                          + " gateway");
              assertThat(found.hint()).isEqualTo("remove it; Cluster.spec.network decides it");
            });
  }

  static Stream<Chart> charts() {
    return Stream.of(Chart.values());
  }

  @ParameterizedTest
  @MethodSource("charts")
  void refusesEachOwnedPathInEverySpelling(Chart chart) {
    List<String> prefixes = new ArrayList<>(List.of("", ValuePaths.DEFAULTS));
    if (!ValuePaths.scope(chart).isEmpty()) {
      prefixes.add(ValuePaths.scope(chart));
      prefixes.add(ValuePaths.DEFAULTS + "." + ValuePaths.scope(chart));
    }
    if (chart == Chart.GATEWAY || chart == Chart.ZTUNNEL) {
      prefixes.add("global");
    }
    IstioMinor newest = RawValues.minor("1.31");
    for (OwnedValue owned : OwnedValue.of(chart)) {
      for (String prefix : prefixes) {
        List<String> path = new ArrayList<>();
        if (!prefix.isEmpty()) {
          path.addAll(ValuePaths.parse(prefix));
        }
        path.addAll(owned.path());
        for (String value : List.of("x", "null", "{}", "[]", "{a: b}")) {
          YamlMap values = RawValues.setting(path, value);
          assertThat(OwnedValues.check(chart, values, newest))
              .as("%s: %s", ValuePaths.print(path), value)
              .singleElement()
              .satisfies(
                  found -> {
                    assertThat(found.code()).isEqualTo(Code.VALUE_OWNED);
                    assertThat(found.message()).contains("\"" + ValuePaths.print(path) + "\"");
                    assertThat(found.at().line()).isEqualTo(path.size());
                  });
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("charts")
  void everyOwnedPathIsReadByTheNewestChart(Chart chart) {
    ChartValues values = RawValues.minor("1.31").values(chart);
    for (OwnedValue owned : OwnedValue.of(chart)) {
      assertThat(values.knows(owned.path())).as(ValuePaths.print(owned.path())).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("charts")
  void refusesWhateverWouldWipeAnOwnedPath(Chart chart) {
    IstioMinor newest = RawValues.minor("1.31");
    for (OwnedValue owned : OwnedValue.of(chart)) {
      for (int length = 1; length < owned.path().size(); length++) {
        for (String value : List.of("null", "text", "[]", "false", "")) {
          YamlMap values = RawValues.setting(owned.path().subList(0, length), value);
          assertThat(OwnedValues.check(chart, values, newest))
              .as("%s at length %d: %s", owned.path(), length, value)
              .singleElement()
              .satisfies(found -> assertThat(found.message()).contains("would remove"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "global: null",
        "global:",
        "pilot: {env: null}",
        "env: []",
        "meshConfig: null",
        "pilot: {global: {multiCluster: null}}",
        "_internal_defaults_do_not_set: {global: 1}",
      })
  void seesThroughPrefixesWhatAParentWouldWipe(String yaml) {
    assertThat(istiod(yaml))
        .singleElement()
        .satisfies(found -> assertThat(found.expected()).isEqualTo("a mapping"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "global: {}",
        "pilot: {}",
        "pilot:",
        "env: {PILOT_ENABLE_STATUS: \"true\"}",
        "meshConfig: {accessLogFile: /dev/stdout, defaultConfig: {concurrency: 2}}",
        "meshConfig: {defaultConfig: {proxyMetadata: {EXIT_ON_ZERO_ACTIVE_CONNECTIONS: \"true\"}}}",
        "pilot: {resources: null, nodeSelector: null}",
        "resources: {requests: {cpu: 1}}",
        "global: {imagePullPolicy: Always, variant: distroless, proxy: {resources: {}}}",
        "cni: {provider: multus}",
        "envVarFrom: [{name: OTHER, valueFrom: {}}, {valueFrom: {}}, text]",
      })
  void leavesEverythingElseToTheUser(String yaml) {
    assertThat(istiod(yaml)).isEmpty();
  }

  @Test
  void readsTheNamesInAListOfEnvironmentVariables() {
    assertThat(istiod("pilot:\n  envVarFrom:\n  - name: OK\n  - name: CLUSTER_ID\n"))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.at()).hasToString("v.yaml:4:11");
              assertThat(found.message()).contains("\"pilot.envVarFrom[CLUSTER_ID]\"");
            });
    assertThat(gateway("envVarFrom: [{name: ISTIO_META_REQUESTED_NETWORK_VIEW}]")).hasSize(1);
  }

  @Test
  void reportsEachOffendingKeyOnceAndInOrder() {
    assertThat(
            RawValues.lines(
                istiod(
                    "revisionTags: [a]\npilot:\n  istiodRemote: []\nprofile: demo\nrevision: a\n")))
        .extracting(line -> line.substring(0, line.indexOf("\" of")))
        .containsExactly(
            "MG0801 v.yaml:1:1 value \"revisionTags",
            "MG0801 v.yaml:3:3 value \"pilot.istiodRemote",
            "MG0801 v.yaml:4:1 value \"profile",
            "MG0801 v.yaml:5:1 value \"revision");
  }

  @Test
  void escapesDotsInKeys() {
    assertThat(gateway("labels:\n  topology.istio.io/network: net\n  team: mesh\n"))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.at()).hasToString("v.yaml:2:3");
              assertThat(found.message())
                  .startsWith(
                      "value \"labels.topology\\.istio\\.io/network\" of release"
                          + " \"eastwestgateway\"");
            });
  }

  @Test
  void leavesAloneWhatThatMinorDoesNotRead() {
    YamlMap values = RawValues.read("networkGatewayPorts: {tls: {port: 1}}");
    assertThat(OwnedValues.check(Chart.GATEWAY, values, RawValues.minor("1.29"))).isEmpty();
    assertThat(OwnedValues.check(Chart.GATEWAY, values, minor)).hasSize(1);
  }
}
