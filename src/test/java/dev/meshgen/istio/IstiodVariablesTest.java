package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What meshgen says of variables for an istiod that does not read them. */
final class IstiodVariablesTest {

  private static IstiodVariables.Found check(String yaml, String version) {
    return IstiodVariables.check(
        RawValues.read(yaml), IstioVersion.parse(version).orElseThrow(), IstioCatalog.builtIn());
  }

  private static Diagnostic only(String yaml, String version) {
    List<Diagnostic> problems = check(yaml, version).problems();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "1.28.3, ENABLE_DEBUG_ENDPOINT_AUTH, 'use Istio 1.28.4 or later, which reads it'",
    "1.29.6, ENABLE_XDS_API_GENERATOR_AUTH, 'use Istio 1.29.7 or later, which reads it'",
    "1.30.5, PILOT_ENABLE_STRICT_GATEWAY_MERGING, 'upgrade to Istio 1.31, which reads it'",
    "1.28.9, PILOT_SIDECAR_PICK_BEST_SERVICE_NAMESPACE, 'upgrade to Istio 1.30, which reads it'",
    "1.31.1, PILOT_SEND_UNHEALTHY_ENDPOINT, did you mean \"PILOT_SEND_UNHEALTHY_ENDPOINTS\"?",
    "1.31.1, ISTIO_META_DNS_CAPTURE_OF_SIDECARS, remove it",
  })
  void knowsSinceWhenAVariableIsRead(String version, String name, String hint) {
    Diagnostic found = only("env: {" + name + ": \"1\"}", version);
    assertThat(found.code()).isEqualTo(Code.VARIABLE_UNKNOWN);
    assertThat(found.hint()).isEqualTo(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "1.31.1, PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY, Istio 1.31, remove it; it is always on",
    "1.31.0, ENABLE_AUTO_SNI, Istio 1.28 or earlier, remove it",
    "1.28.0, JWT_POLICY, Istio 1.28 or earlier, remove it",
  })
  void knowsSinceWhenAVariableIsNoLongerRead(
      String version, String name, String since, String hint) {
    Diagnostic found = only("pilot: {env: {" + name + ": \"1\"}}", version);
    assertThat(found.code()).isEqualTo(Code.VARIABLE_GONE);
    assertThat(found.message()).contains("pilot.env." + name);
    assertThat(found.expected()).endsWith(since);
    assertThat(found.hint()).isEqualTo(hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env: {HTTPS_PROXY: a, GODEBUG: b, OTEL_EXPORTER_OTLP_ENDPOINT: c}",
        "env: {PILOT_REMOTE_CLUSTER_TIMEOUT: 10s}",
        "envVarFrom: [{name: AWS_REGION, valueFrom: {}}, x, {value: why}]",
        "env: []",
        "env: null",
        "pilot: null",
        "meshConfig: {env: {PILOT_NOTHING: a}}",
        "podAnnotations: {env: {PILOT_NOTHING: a}}",
      })
  void hasNothingToSayOfWhatIsReadOrNotIstios(String yaml) {
    assertThat(check(yaml, "1.30.5").problems()).isEmpty();
  }

  @Test
  void findsVariablesHoweverTheyAreSpelled() {
    String yaml =
        """
        env: {PILOT_A_FLAG: a}
        pilot: {env: {PILOT_B_FLAG: b}}
        _internal_defaults_do_not_set: {env: {PILOT_C_FLAG: c}, pilot: {env: {PILOT_D_FLAG: d}}}
        envVarFrom: [{name: PILOT_E_FLAG}]
        """;
    assertThat(check(yaml, "1.30.5").problems())
        .extracting(found -> found.at().line())
        .containsExactly(1, 2, 3, 3, 4);
    assertThat(IstiodVariables.parts(RawValues.read(yaml))).hasSize(4);
    assertThat(IstiodVariables.parts(RawValues.read("compatibilityVersion: \"1.29\""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.31.1, 1.30, env, true",
    "1.31.1, 1.28, env, true",
    "1.31.1, 1.30, pilot.env, false",
    "1.30.5, 1.29, env, false",
    "1.31.1, 1.31, env, false",
  })
  void aCompatibilityVersionWinsOverTheUsersRoot(
      String version, String compatibility, String where, boolean wins) {
    String variable = "{PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS: \"true\"}";
    String yaml =
        "compatibilityVersion: \""
            + compatibility
            + "\"\n"
            + (where.equals("env") ? "env: " + variable : "pilot: {env: " + variable + "}");
    assertThat(
            check(yaml, version).problems().stream()
                .anyMatch(found -> found.code() == Code.VARIABLE_OVERRULED))
        .isEqualTo(wins);
  }

  @ParameterizedTest
  @CsvSource({
    "\"1.29\", 1.30, true",
    "\"1.25\", 1.31, true",
    "1.29, 1.30, false",
    "\"1.30\", 1.30, false",
    "\"1.24\", 1.31, false",
    "\"\", 1.31, true",
    "null, 1.31, true",
    "{a: b}, 1.31, true",
  })
  void theChartsOfAMinorHaveSomeCompatibilityVersions(String value, String minor, boolean fine) {
    assertThat(
            CompatibilityVersion.check(
                    Chart.GATEWAY,
                    RawValues.read("compatibilityVersion: " + value),
                    RawValues.minor(minor))
                .isEmpty())
        .isEqualTo(fine);
  }
}
