package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
