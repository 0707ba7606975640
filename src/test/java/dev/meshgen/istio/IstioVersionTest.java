package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IstioVersionTest {

  @Test
  void readsAReleaseAndPrintsItAsItWas() {
    IstioVersion version = IstioVersion.parse("1.30.5").orElseThrow();
    assertThat(version).isEqualTo(new IstioVersion(1, 30, 5, "")).hasToString("1.30.5");
    assertThat(version.line()).hasToString("1.30");
    assertThat(version.isPreRelease()).isFalse();
  }

  /** Equal to its release in precedence, as semver.org has it, and no release all the same. */
  @Test
  void takesADevelopmentBuildForAPreRelease() {
    IstioVersion build = IstioVersion.parse("1.30.5+dev.1").orElseThrow();
    assertThat(build.isPreRelease()).isTrue();
    assertThat(build).isEqualByComparingTo(IstioVersion.parse("1.30.5").orElseThrow());
    assertThat(IstioVersion.parse("1.30.5+vendor0").orElseThrow().isPreRelease()).isFalse();
    assertThat(IstioVersion.parse("1.30.5-vendor+dev").orElseThrow().isPreRelease()).isTrue();
  }

  @Test
  void readsAPreRelease() {
    IstioVersion version = IstioVersion.parse("1.31.0-rc.0").orElseThrow();
    assertThat(version).isEqualTo(new IstioVersion(1, 31, 0, "-rc.0")).hasToString("1.31.0-rc.0");
    assertThat(version.isPreRelease()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.30",
        "1.30.",
        "1..5",
        ".30.5",
        "v1.30.5",
        "1.30.5.1",
        "1.030.5",
        "01.30.5",
        "1.30.-5",
        "1.30.+5",
        " 1.30.5",
        "1.30.5 ",
        "1.30.5-",
        "1.30.5-rc..0",
        "1.30.5-.rc",
        "1.30.5-rc.",
        "1.30.5-rc_0",
        "1.30.5+",
        "1.30.9999999",
        "1.3٠.5",
        "-1.30.5",
        "-",
        "..",
        "latest"
      })
  void rejectsWhatIsNoTagOfIstio(String text) {
    assertThat(IstioVersion.parse(text)).isEmpty();
  }

  @Test
  void ordersByPrecedenceNotByLetters() {
    List<IstioVersion> ordered =
        List.of(
                "1.9.9",
                "1.28.9",
                "1.28.10",
                "1.31.0-alpha.2",
                "1.31.0-beta.2",
                "1.31.0-beta.10",
                "1.31.0-rc",
                "1.31.0-rc.0",
                "1.31.0-rc.x",
                "1.31.0",
                "1.31.1",
                "2.0.0")
            .stream()
            .map(text -> IstioVersion.parse(text).orElseThrow())
            .toList();
    for (int i = 0; i < ordered.size(); i++) {
      for (int j = 0; j < ordered.size(); j++) {
        assertThat(Integer.signum(ordered.get(i).compareTo(ordered.get(j))))
            .as("%s against %s", ordered.get(i), ordered.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.", ".1", "1.30.5", "v1.34", "1.34 ", "1.34+", "1,34"})
  void rejectsWhatIsNoMinor(String text) {
    assertThat(MinorVersion.parse(text)).isEmpty();
  }

  @Test
  void ordersMinorsAsNumbers() {
    assertThat(MinorVersion.parse("1.9").orElseThrow())
        .isLessThan(MinorVersion.parse("1.10").orElseThrow());
  }
}
