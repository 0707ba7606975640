package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownValuesTest {

  private static List<Diagnostic> check(Chart chart, String yaml, String minor) {
    return KnownValues.check(chart, RawValues.read(yaml), RawValues.minor(minor));
  }

  private static Diagnostic only(Chart chart, String yaml, String minor) {
    List<Diagnostic> found = check(chart, yaml, minor);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void warnsAtTheTopmostKeyTheChartDoesNotRead() {
    String yaml = "hub: h\nglobal:\n  proxi: {image: a, b: {c: 1}}\n";
    Diagnostic found = only(Chart.ISTIOD, yaml, "1.30");
    assertThat(found.code()).isEqualTo(Code.VALUE_UNKNOWN);
    assertThat(found.at()).hasToString("v.yaml:3:3");
    assertThat(found.message())
        .isEqualTo("value \"global.proxi\" is not read by chart \"istiod\" of Istio 1.30");
    assertThat(found.hint()).isEqualTo("did you mean \"global.proxy\"?");
  }

  @ParameterizedTest
  @CsvSource({
    "ISTIOD, autoscalMin: 2, autoscaleMin",
    "ISTIOD, pilot: {autoscaleMni: 2}, pilot.autoscaleMin",
    "ISTIOD, _internal_defaults_do_not_set: {pilot: {imge: x}},"
        + " _internal_defaults_do_not_set.pilot.image",
    "CNI, cni: {chaind: true}, cni.chained",
    "ZTUNNEL, global: {istioNamspace: x}, global.istioNamespace",
    "GATEWAY, service: {tipe: LoadBalancer}, service.type",
    "ISTIOD, pliot: {hub: x}, pilot",
  })
  void suggestsANeighbourInTheUsersOwnSpelling(Chart chart, String yaml, String meant) {
    assertThat(only(chart, yaml, "1.31").hint()).isEqualTo("did you mean \"" + meant + "\"?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env: {ANYTHING: \"1\"}",
        "pilot: {env: {ANYTHING: \"1\"}, podLabels: {a: b}}",
        "meshConfig: {extensionProviders: [{name: a}], default_config: {proxyMetadata: {A: b}}}",
        "resources: {limits: {\"nvidia.com/gpu\": 1}}",
        "affinity: {nodeAffinity: {}}",
        "nodeSelector: {a: b}",
        "global: {platform: gke, proxy: {lifecycle: {preStop: {}}}}",
        "global: {tracer: {zipkin: {address: a}}}",
        "compatibilityVersion: \"1.29\"",
        "trafficDistribution: PreferClose",
        "pdb: {maxUnavailable: 1}",
        "base: {validationFailurePolicy: Fail}",
        "pilot: null",
        "tolerations: [{unknown: keys, in: lists}]",
      })
  void hasNothingToSayAboutWhatTheChartReads(String yaml) {
    assertThat(check(Chart.ISTIOD, yaml, "1.30")).isEmpty();
  }

  @Test
  void warnsOfTheSwitchThatTheDocumentationSetsInVain() {
    assertThat(only(Chart.ISTIOD, "pilot: {enabled: false}", "1.30").code())
        .isEqualTo(Code.VALUE_UNKNOWN);
  }

  @Test
  void dependsOnTheMinor() {
    String yaml = "global: {enableReaderRBAC: true}";
    assertThat(check(Chart.BASE, yaml, "1.29")).hasSize(1);
    assertThat(check(Chart.BASE, yaml, "1.30")).isEmpty();
    assertThat(only(Chart.GATEWAY, "dnsPolicy: Default", "1.30").code())
        .isEqualTo(Code.VALUE_REFUSED);
    assertThat(check(Chart.GATEWAY, "dnsPolicy: Default", "1.31")).isEmpty();
  }

  @Test
  void onlyWarnsOfAnEmptyDefaultsKeyWhichDoesNotStopTheRender() {
    assertThat(only(Chart.ISTIOD, "defaults: null", "1.30").code()).isEqualTo(Code.VALUE_UNKNOWN);
    assertThat(only(Chart.BASE, "defaults: {}", "1.30").code()).isEqualTo(Code.VALUE_UNKNOWN);
  }

  @Test
  void refusesRootKeysThatTheGatewaysSchemaDoesNotAdmit() {
    Diagnostic found = only(Chart.GATEWAY, "replicaCount: 2\nmeshConfig: {a: {b: c}}\n", "1.30");
    assertThat(found.code()).isEqualTo(Code.VALUE_REFUSED);
    assertThat(found.at()).hasToString("v.yaml:2:1");
    assertThat(found.message())
        .isEqualTo(
            "value \"meshConfig\" is refused by the schema of chart \"gateway\" of Istio 1.30");
    assertThat(only(Chart.GATEWAY, "replicaCont: 2", "1.30").hint())
        .isEqualTo("did you mean \"replicaCount\"?");
  }

  @Test
  void takesWhatTheGatewaysSchemaAdmitsForTheSakeOfSharedFiles() {
    assertThat(check(Chart.GATEWAY, "pilot: {env: {}}\nenabled: true\nrunAsRoot: true", "1.30"))
        .isEmpty();
  }

  @Test
  void knowsThatTheGatewayReadsGlobalKeysAtItsRootAsWell() {
    assertThat(check(Chart.GATEWAY, "global: {ownerName: a}", "1.30")).isEmpty();
    assertThat(only(Chart.GATEWAY, "ownerName: a", "1.30").code()).isEqualTo(Code.VALUE_REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "BASE, defaults: {hub: x}",
    "ISTIOD, defaults: text",
    "GATEWAY, defaults: {}",
    "ISTIOD, pilot: text",
    "ISTIOD, pilot: [a]",
    "CNI, cni: 3",
    "ISTIOD, _internal_defaults_do_not_set: null",
    "BASE, _internal_defaults_do_not_set: []",
  })
  void refusesWhatStopsTheRender(Chart chart, String yaml) {
    Diagnostic found = only(chart, yaml, "1.30");
    assertThat(found.code()).isEqualTo(Code.VALUE_REFUSED);
    assertThat(found.at()).hasToString("v.yaml:1:1");
  }
}
