package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlScalar;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValuePathsTest {

  @ParameterizedTest
  @CsvSource({
    "ISTIOD, env.CLUSTER_ID, env.CLUSTER_ID",
    "ISTIOD, pilot.env.CLUSTER_ID, env.CLUSTER_ID",
    "ISTIOD, pilot.global.network, global.network",
    "ISTIOD, pilot.pilot.env, pilot.env",
    "ISTIOD, _internal_defaults_do_not_set.env, env",
    "ISTIOD, _internal_defaults_do_not_set.pilot.env, env",
    "ISTIOD, pilot._internal_defaults_do_not_set.env, _internal_defaults_do_not_set.env",
    "ISTIOD, cni.enabled, cni.enabled",
    "ISTIOD, global.network, global.network",
    "ISTIOD, global.profile, global.profile profile",
    "ISTIOD, global.platform, global.platform platform",
    "BASE, global.istioNamespace, global.istioNamespace",
    "BASE, pilot.env, pilot.env",
    "CNI, cni.cniBinDir, cniBinDir",
    "CNI, pilot.env, pilot.env",
    "CNI, global.hub, global.hub",
    "ZTUNNEL, global.network, global.network network",
    "ZTUNNEL, global.multiCluster.a, global.multiCluster.a multiCluster.a",
    "ZTUNNEL, global, global",
    "GATEWAY, global.networkGateway, global.networkGateway networkGateway",
    "GATEWAY, _internal_defaults_do_not_set.global.name, global.name",
    "GATEWAY, pilot.env, pilot.env",
  })
  void resolvesEverySpellingAChartAccepts(Chart chart, String path, String targets) {
    assertThat(ValuePaths.targets(chart, ValuePaths.parse(path)))
        .extracting(ValuePaths::print)
        .containsExactly(targets.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "ISTIOD, pilot",
    "CNI, cni",
    "BASE, _internal_defaults_do_not_set",
    "ISTIOD, _internal_defaults_do_not_set.pilot"
  })
  void aPrefixAloneSetsNothing(Chart chart, String path) {
    assertThat(ValuePaths.targets(chart, ValuePaths.parse(path))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void whereAValueIsLookedForIsWhereItIsSet(Chart chart) {
    List<String> path = List.of("service", "annotations", "example.com/a");
    assertThat(ValuePaths.spellings(chart, path))
        .hasSizeGreaterThan(1)
        .allSatisfy(at -> assertThat(ValuePaths.targets(chart, at)).contains(path));
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY, '{global: {tag: b}}', b",
    "GATEWAY, '{global: {tag: b}, tag: a}', a",
    "GATEWAY, '{_internal_defaults_do_not_set: {tag: c}, global: {tag: b}}', b",
    "GATEWAY, '{_internal_defaults_do_not_set: {tag: c}}', c",
    "ISTIOD, '{tag: a, pilot: {tag: b}}', b",
    "ISTIOD, '{tag: a, _internal_defaults_do_not_set: {pilot: {tag: b}}}', b",
  })
  void ofSeveralPlacesTheOneThatTakesEffectIsFound(Chart chart, String yaml, String expected) {
    YamlMap.Entry found = WrittenValues.of(chart, RawValues.read(yaml)).find("tag").orElseThrow();
    assertThat(((YamlScalar) found.value()).text()).isEqualTo(expected);
  }

  @Test
  void keepsDotsInsideKeysApartFromDotsBetweenThem() {
    List<String> path = List.of("labels", "topology.istio.io/network", "back\\slash", "");
    assertThat(ValuePaths.parse(ValuePaths.print(path))).isEqualTo(path);
    assertThat(ValuePaths.print(path.subList(0, 2)))
        .isEqualTo("labels.topology\\.istio\\.io/network");
  }

  @Test
  void aChartKnowsWhatIsOnItsListsAndBelowOpenPaths() {
    ChartValues values = new ChartValues(List.of("env.*", "global.proxy.image", "hub"), Set.of());
    assertThat(values.knows(List.of("env"))).isTrue();
    assertThat(values.knows(List.of("env", "A", "b"))).isTrue();
    assertThat(values.knows(List.of("global", "proxy"))).isTrue();
    assertThat(values.knows(List.of("global", "proxy", "image"))).isTrue();
    assertThat(values.knows(List.of("global", "proxy", "imag"))).isFalse();
    assertThat(values.knows(List.of("hub", "deeper"))).isFalse();
    assertThat(values.strict()).isFalse();
  }

  @Test
  void suggestsOnlyAmongTheNeighboursOfTheFirstUnknownKey() {
    ChartValues values = new ChartValues(List.of("hub", "global.tag", "global.hubs.a"), Set.of());
    assertThat(values.suggest(List.of("hbu"))).contains("hub");
    assertThat(values.suggest(List.of("global", "hub", "x"))).contains("hubs");
    assertThat(values.suggest(List.of("tag"))).isEmpty();
    assertThat(values.suggest(List.of("hub"))).isEmpty();
  }
}
