package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SailValuesTest {

  private static YamlMap read(String text) {
    return (YamlMap)
        YamlReader.read("values.yaml", text.getBytes(StandardCharsets.UTF_8), new Report())
            .get(0)
            .root();
  }

  private static String moved(String text) {
    return YamlWriter.write(SailValues.of(SailResource.ISTIO, read(text)));
  }

  @Test
  void movesWhatTheResourceHasBelowPilotOnly() {
    assertThat(moved("{env: {A: b}, volumes: [], meshConfig: {}, global: {hub: h}}"))
        .isEqualTo(
            YamlWriter.write(
                read("{pilot: {env: {A: b}, volumes: []}, meshConfig: {}, global: {hub: h}}")));
  }

  @Test
  void whatStandsBelowPilotAlreadyWinsAsInTheChart() {
    assertThat(moved("{autoscaleMin: 2, autoscaleMax: 3, pilot: {autoscaleMin: 5, env: {A: b}}}"))
        .isEqualTo(
            YamlWriter.write(read("{pilot: {autoscaleMin: 5, autoscaleMax: 3, env: {A: b}}}")));
  }

  @Test
  void leavesWhatTheResourceDoesNotHaveWhereItIs() {
    assertThat(moved("{revisionTags: [prod]}")).isEqualTo("revisionTags:\n  - prod\n");
  }

  @Test
  void movesWhatZtunnelHasOnlyBelowGlobalThere() {
    YamlMap values = read("{hub: h, platform: gke, network: n, global: {tag: t}, nonsense: 1}");
    assertThat(YamlWriter.write(SailValues.of(SailResource.ZTUNNEL, values)))
        .isEqualTo(
            YamlWriter.write(
                read(
                    "{global: {platform: gke, tag: t}, ztunnel: {hub: h, network: n}, nonsense: 1}")));
  }

  @Test
  void leavesForTheCheckWhatIsNull() {
    assertThat(moved("{autoscaleMin: 2, pilot: {env: null}, global: {hub: null}}"))
        .isEqualTo(
            YamlWriter.write(read("{pilot: {autoscaleMin: 2, env: null}, global: {hub: null}}")));
    assertThat(SailValues.check(SailResource.CNI, read("{logging: {level: null}, hub: h}")))
        .extracting(Diagnostic::code)
        .containsExactly(Code.SAIL_VALUE_TYPE);
  }

  @Test
  void refusesTheResourcesOwnKeyWhereTheChartHasNone() {
    assertThat(SailValues.check(SailResource.ZTUNNEL, read("{ztunnel: {network: other}}")))
        .extracting(Diagnostic::code)
        .containsExactly(Code.SAIL_VALUE_SCOPE);
    assertThat(SailValues.check(SailResource.CNI, read("{cni: {logging: {level: debug}}}")))
        .isEmpty();
  }

  @Test
  void mergesAsHelmDoes() {
    YamlMap below = read("{a: {b: 1, c: [1, 2], d: {e: 1}}, f: 1, g: {h: 1}}");
    YamlMap above = read("{a: {b: null, c: [3], d: 2}, f: {i: 1}, g: {j: {k: null}}}");
    assertThat(YamlWriter.write(SailValues.merge(below, above)))
        .isEqualTo(YamlWriter.write(read("{a: {c: [3], d: 2}, f: {i: 1}, g: {h: 1, j: {}}}")));
  }

  @Test
  void knowsWhichPatchesTheOperatorInstalls() {
    SailOperator operator = SailOperator.builtIn();
    assertThat(operator.newestPatch(new MinorVersion(1, 30))).isEqualTo(OptionalInt.of(3));
    assertThat(operator.newestPatch(new MinorVersion(1, 27))).isEmpty();
  }
}
