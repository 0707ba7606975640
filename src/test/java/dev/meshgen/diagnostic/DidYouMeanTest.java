package dev.meshgen.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
  private static final List<String> KEYS =
      List.of("autoscaleMin", "autoscaleMax", "env", "network", "global", "revision", "hub");

  @ParameterizedTest
  @CsvSource({
    "autoscalMin, autoscaleMin",
    "autoscaleMni, autoscaleMin",
    "autoscaleMinn, autoscaleMin",
    "autoScaleMax, autoscaleMax",
    "netwrok, network",
    "evn, env",
    "Hub, hub",
    "hbu, hub",
    "gloabl, global",
  })
  void findsWhatASlipOfTheHandMeant(String typed, String meant) {
    assertThat(DidYouMean.closest(typed, KEYS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"meshConfig", "nets", "xyz", "''", "rev"})
  void isSilentWhenNothingIsClose(String typed) {
    assertThat(DidYouMean.closest(typed, KEYS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "primary, primaries",
    "Primary, primaries",
    "remoteOf, remote",
    "proxy, proxyURL",
    "source, sourceRef",
    "loadBalancerAnnotations, loadBalancer",
    "intermediateCA, intermediate",
  })
  void findsAnotherFormOrALongerOrShorterNameOfIt(String typed, String meant) {
    assertThat(
            DidYouMean.closest(
                typed,
                List.of(
                    "primaries",
                    "remote",
                    "proxyURL",
                    "repoURL",
                    "sourceRef",
                    "loadBalancer",
                    "intermediate")))
        .contains(meant);
  }

  @Test
  void isSilentWhenSeveralBeginAlike() {
    assertThat(DidYouMean.closest("autos", KEYS)).isEmpty();
    assertThat(DidYouMean.closest("east", List.of("east-1", "east-10", "eastern"))).isEmpty();
  }

  @Test
  void takesTheAlphabeticallyFirstOfEquals() {
    assertThat(DidYouMean.closest("autoscaleMxx", List.of("autoscaleMin", "autoscaleMax")))
        .contains("autoscaleMax");
    assertThat(DidYouMean.closest("bad", List.of("bat", "bar"))).contains("bar");
    assertThat(DidYouMean.closest("bad", List.of("bar", "bat"))).contains("bar");
  }

  @Test
  void survivesAnythingAUserCanType() {
    assertThat(DidYouMean.closest("x".repeat(100_000), KEYS)).isEmpty();
    assertThat(DidYouMean.closest("env", List.of())).isEmpty();
    assertThat(DidYouMean.closest("e\u0000v", KEYS)).contains("env");
  }
}
