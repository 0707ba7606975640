package dev.meshgen.compile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.testing.Environments;
import dev.meshgen.testing.Plans;
import dev.meshgen.testing.SpecSweep;
import dev.meshgen.testing.SpecSweep.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** A field that cannot be read is said to be one, and nothing else is made of it. */
class FollowUpsTest {
  private static final String NOT_IT = "Not it!";
  private static final String FORM = "MG02";

  private final SpecSweep sweep = new SpecSweep();
  private final Schemas schemas = new Schemas();

  private List<Diagnostic> found(String spec) {
    Report report = new Report();
    SpecSource source = new SpecSource("mesh.yaml", spec.getBytes(UTF_8));
    new Compiler(schemas, Environments.empty())
        .check(List.of(source), LocalDate.of(2026, 10, 1), report);
    return report.diagnostics();
  }

  private static Set<String> ids(List<Diagnostic> found) {
    return found.stream().map(each -> each.code().id()).collect(Collectors.toSet());
  }

  @Test
  void noFieldThatCannotBeReadDrawsAnythingElse() {
    assertThat(drawing(sweep, sweep.places())).isGreaterThan(100);
  }

  /** Nor where secrets travel in other ways, whose fields the others lack. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "external-secrets",
        "short-lived-tokens",
        "vault",
        "vault-kv",
        "sealed-secrets",
        "istio-csr"
      })
  void noFieldOfAWayOfSecretsDoes(String example) {
    SpecSweep own = SpecSweep.of(example);
    List<Place> places =
        own.written().stream()
            .filter(
                place ->
                    String.join(".", place.steps())
                        .matches("spec[.](secrets|discovery|trust|kubernetes).*"))
            .toList();
    assertThat(drawing(own, places)).isPositive();
  }

  /** How many of these fields are refused. */
  private int drawing(SpecSweep sweep, List<Place> places) {
    List<String> more = new ArrayList<>();
    int refused = 0;
    for (Place place : places) {
      String spec = sweep.with(place, JsonNodeFactory.instance.stringNode(NOT_IT));
      int line = spec.substring(0, spec.indexOf(NOT_IT)).split("\n", -1).length;
      List<Diagnostic> found = found(spec);
      if (found.stream().anyMatch(each -> isForm(each) && each.at().line() == line)) {
        refused++;
        Set<String> before = ids(found(sweep.original(place)));
        List<Diagnostic> without = found(sweep.around(place));
        if (without.stream().noneMatch(FollowUpsTest::isForm)) {
          before.addAll(ids(without));
        }
        found.stream()
            .filter(each -> !each.code().id().startsWith(FORM))
            .filter(each -> !before.contains(each.code().id()))
            .forEach(each -> more.add(place + ": " + each));
      }
    }
    assertThat(more).isEmpty();
    return refused;
  }

  private static boolean isForm(Diagnostic found) {
    return found.severity() == Severity.ERROR && found.code().id().startsWith(FORM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "platform: rke2 | MG0204",
        "plattform: eks | MG0202",
        "platform: rke2, istio: {tags: {prod: gone}} | MG0204 MG0533",
        "platfrom: eks, istio: {tags: {prod: gone}} | MG0202 MG0533",
        "platform: eks, istio: {revison: one, tags: {prod: one}} | MG0202"
      })
  void whatHasNothingToDoWithItIsStillSaid(String settings, String codes) {
    List<Diagnostic> found =
        found(Plans.MESH + Plans.cluster("a", settings) + Plans.cluster("b", "platform: eks"));

    assertThat(ids(found)).containsExactlyInAnyOrder(codes.split(" "));
  }

  @Test
  void whatIsTrueOfMostClustersWaitsUntilTheSpecCanBeRead() {
    String spec = Plans.MESH + Plans.cluster("b", "platform: eks") + Plans.cluster("a", "");

    assertThat(ids(found(spec))).containsExactly("MG0442");
    assertThat(ids(found(spec + "---\nkind: [\n"))).hasSize(1).doesNotContain("MG0442");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loadBalancer: {provider: gcp}",
        "address: 10.0.0.9",
        "exposure: internet, sourceRanges: [198.51.100.0/24], loadBalancer: {provider: gcp}"
      })
  void everyWayOutOfAnInternalGatewayThatMayBePublicLeadsOut(String eastWest) {
    String spec = Plans.MESH + Plans.cluster("b", "platform: eks");

    assertThat(found(spec + Plans.cluster("a", "eastWest: {" + eastWest + "}"))).isEmpty();
  }
}
