package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IstioCatalogTest {
  private final IstioCatalog catalog = IstioCatalog.builtIn();

  private IstioMinor minor(String line) {
    return catalog.find(MinorVersion.parse(line).orElseThrow()).orElseThrow();
  }

  @Test
  void listsItsMinorsInOrderWithoutAGap() {
    MinorVersion before = null;
    for (MinorVersion line : catalog.minors()) {
      if (before != null) {
        assertThat(line).isEqualTo(new MinorVersion(before.major(), before.minor() + 1));
      }
      before = line;
    }
    assertThat(before).isNotNull();
  }

  @Test
  void knowsNothingOfOtherMinors() {
    assertThat(catalog.find(new MinorVersion(1, 27))).isEmpty();
    assertThat(catalog.find(IstioVersion.parse("2.30.1").orElseThrow())).isEmpty();
  }

  @Test
  void readsAMinorOnce() {
    IstioVersion patch = IstioVersion.parse("1.30.4").orElseThrow();
    assertThat(catalog.find(patch).orElseThrow()).isSameAs(minor("1.30"));
  }

  @ParameterizedTest
  @CsvSource({
    "1.28, 10, 1.29, 1.34, 2025-11-05, 2026-07-01, false",
    "1.29, 9, 1.31, 1.35, 2026-02-16, 2026-10-15, false",
    "1.30, 5, 1.32, 1.36, 2026-05-18, , true",
    "1.31, 1, 1.32, 1.36, 2026-08-20, , false",
  })
  void knowsTheFactsOfEachMinor(
      String line,
      int newest,
      String min,
      String max,
      LocalDate released,
      LocalDate end,
      boolean hub) {
    IstioMinor minor = minor(line);
    assertThat(minor.patches().newest()).isEqualTo(newest);
    assertThat(minor.kubernetes().min()).hasToString(min);
    assertThat(minor.kubernetes().max()).hasToString(max);
    assertThat(minor.support().released()).isEqualTo(released);
    assertThat(minor.support().end().orElse(null)).isEqualTo(end);
    assertThat(minor.registries().hubRequired()).isEqualTo(hub);
  }

  @Test
  void knowsItsKubernetesWindowToTheEdge() {
    IstioMinor minor = minor("1.30");
    assertThat(List.of("1.31", "1.32", "1.36", "1.37"))
        .extracting(text -> minor.kubernetes().includes(MinorVersion.parse(text).orElseThrow()))
        .containsExactly(false, true, true, false);
  }

  @ParameterizedTest
  @CsvSource({
    "1.28, validationFailurePolicy, 5, false",
    "1.28, validationFailurePolicy, 6, true",
    "1.29, validationFailurePolicy, 1, false",
    "1.29, validationFailurePolicy, 2, true",
    "1.30, validationFailurePolicy, 0, true",
    "1.29, networkGatewayPorts, 8, false",
    "1.30, networkGatewayPorts, 0, true",
    "1.30, hitlessRemoteSecretRotation, 3, false",
    "1.30, hitlessRemoteSecretRotation, 4, true",
    "1.30, readerServiceAccount, 5, false",
    "1.31, readerServiceAccount, 0, true",
    "1.31, noSuchFeature, 1, false",
  })
  void knowsWhichPatchBroughtAFeature(String line, String feature, int patch, boolean has) {
    assertThat(minor(line).has(feature, patch)).isEqualTo(has);
  }

  @Test
  void saysWhatIsWrongWithAPatchAndWhereItIsFixed() {
    assertThat(minor("1.30").advisoriesFor(3))
        .filteredOn(advisory -> advisory.concerns() == Applicability.ALL)
        .singleElement()
        .satisfies(
            advisory -> {
              assertThat(advisory.fixedIn()).isEqualTo(OptionalInt.of(4));
              assertThat(advisory.severity()).isEqualTo(Advisory.Severity.HIGH);
              assertThat(advisory.upstream()).contains("60920", "61043");
            });
    assertThat(minor("1.30").advisoriesFor(0)).hasSize(7);
    assertThat(minor("1.30").advisoriesFor(5)).isEmpty();
    assertThat(minor("1.31").advisoriesFor(0)).hasSize(1);
    assertThat(minor("1.31").advisoriesFor(1)).isEmpty();
    assertThat(minor("1.29").advisoriesFor(0))
        .extracting(Advisory::upstream)
        .contains("istio/istio#59153");
  }

  @Test
  void anAdvisoryWithoutEndAffectsPatchesNobodyKnowsYet() {
    assertThat(minor("1.29").advisoriesFor(99))
        .singleElement()
        .satisfies(advisory -> assertThat(advisory.fixedIn()).isEmpty());
  }

  @Test
  void everyAdvisoryIsFixedRightAfterItsLastPatch() {
    for (MinorVersion line : catalog.minors()) {
      IstioMinor minor = catalog.find(line).orElseThrow();
      for (Advisory advisory : minor.patches().advisories()) {
        assertThat(advisory.firstPatch()).isLessThanOrEqualTo(advisory.lastPatch());
        if (advisory.fixedIn().isPresent()) {
          assertThat(advisory.fixedIn().getAsInt())
              .isEqualTo(advisory.lastPatch() + 1)
              .isLessThanOrEqualTo(minor.patches().newest());
        } else {
          assertThat(advisory.lastPatch()).isEqualTo(Integer.MAX_VALUE);
        }
        assertThat(advisory.summary()).doesNotEndWith(".");
      }
    }
  }

  @Test
  void aMalformedFileIsADefectThatNamesTheFile() {
    for (String text : List.of("", "minor: x", "- 1", "minor: \"1.30\"\nkubernetes: 3", "a: [")) {
      assertThatThrownBy(() -> MinorFile.read("9.9.yaml", text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("9.9.yaml");
    }
  }

  @Test
  void readsTheRestOfAFileWhenSomebodyAsks() {
    String facts =
        """
        minor: "9.9"
        newestPatch: 1
        kubernetes: {min: "1.1", max: "1.2"}
        gatewayAPI: {min: "1.0.0"}
        ambient: {multiNetwork: {status: beta, env: {}}}
        registries: {charts: {}, images: {}, instead: {oci: a, http: b, images: c}}
        rootRotation: {env: {A: "true"}, proxyMetadata: {}}
        released: "2026-01-01"
        features: {}
        advisories: []
        ---
        images: wrong
        ---
        wrong
        """;
    IstioMinor minor = MinorFile.read("9.9.yaml", facts.getBytes(StandardCharsets.UTF_8));
    assertThat(minor.kubernetes().includes(new MinorVersion(1, 2))).isTrue();
    assertThatThrownBy(minor::details).hasMessageContaining("9.9.yaml");
    assertThatThrownBy(() -> minor.values(Chart.BASE)).hasMessageContaining("9.9.yaml");
    assertThat(minor("1.30").details()).isSameAs(minor("1.30").details());
  }

  @Test
  void everyChangeCanBeReadAsASentenceAndKeptByValuesOfTheSameMinor() {
    for (MinorVersion line : catalog.minors()) {
      IstioMinor minor = catalog.find(line).orElseThrow();
      for (DefaultChange change : minor.details().changes()) {
        assertThat(change.what()).doesNotEndWith(".");
        assertThat(change.since()).isLessThanOrEqualTo(minor.patches().newest());
        assertThat(change.compatible() && change.keep().isEmpty()).isFalse();
        change
            .keep()
            .forEach(
                (chart, values) ->
                    values
                        .keySet()
                        .forEach(path -> assertKnown(minor, chart, ValuePaths.parse(path))));
      }
    }
  }

  private static void assertKnown(IstioMinor minor, Chart chart, List<String> path) {
    assertThat(minor.values(chart).knows(path)).as("%s of %s", path, minor.line()).isTrue();
    if (chart == Chart.ISTIOD && path.get(0).equals("env")) {
      assertThat(minor.details().variables()).containsKey(path.get(1));
    }
  }

  @Test
  void compatibilityVersionsAreMinorsThatCameBefore() {
    for (MinorVersion line : catalog.minors()) {
      assertThat(catalog.find(line).orElseThrow().details().compatibilityVersions())
          .isNotEmpty()
          .allSatisfy(text -> assertThat(MinorVersion.parse(text).orElseThrow()).isLessThan(line));
    }
  }

  @Test
  void aVariableIsNeverBothReadAndRemoved() {
    for (MinorVersion line : catalog.minors()) {
      for (MinorVersion other : catalog.minors().tailSet(line)) {
        assertThat(catalog.find(other).orElseThrow().details().variables())
            .as("variables of %s, and what %s removed", other, line)
            .doesNotContainKeys(
                catalog
                    .find(line)
                    .orElseThrow()
                    .details()
                    .removed()
                    .keySet()
                    .toArray(String[]::new));
      }
    }
  }

  @Test
  void whatAMinorReadsTheNextReadsOrHasRemoved() {
    MinorDetails before = null;
    for (MinorVersion line : catalog.minors()) {
      MinorDetails now = catalog.find(line).orElseThrow().details();
      if (before != null) {
        Set<String> lost = new TreeSet<>(before.variables().keySet());
        lost.removeAll(now.variables().keySet());
        assertThat(now.removed().keySet()).as("removed in %s", line).isEqualTo(lost);
      }
      before = now;
    }
  }
}
