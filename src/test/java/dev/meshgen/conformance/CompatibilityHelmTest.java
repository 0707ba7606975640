package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.istio.Chart;
import dev.meshgen.istio.DefaultChange;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.MinorVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the files of the minors say of compatibility versions, against the charts. */
@Tag("conformance")
class CompatibilityHelmTest {
  @TempDir private Path folder;

  static List<IstioMinor> minors() {
    List<IstioMinor> minors = new ArrayList<>();
    IstioCatalog catalog = IstioCatalog.builtIn();
    for (MinorVersion line : catalog.minors()) {
      if (IstioCharts.find(line, Chart.ISTIOD).isPresent()) {
        minors.add(catalog.find(line).orElseThrow());
      }
    }
    return minors;
  }

  private Tool.Run template(IstioMinor minor, Chart chart, String values) throws Exception {
    Path path = IstioCharts.get(minor.line(), chart);
    Files.writeString(folder.resolve("values.yaml"), values);
    return Tool.HELM.in(
        folder, Map.of(), "template", "x", path.toString(), "--values", "values.yaml");
  }

  @ParameterizedTest
  @MethodSource("minors")
  void theChartsRenderWithThoseAndNoOther(IstioMinor minor) throws Exception {
    List<String> known = minor.details().compatibilityVersions();
    for (Chart chart : Chart.values()) {
      for (String version : known) {
        template(minor, chart, "compatibilityVersion: \"" + version + "\"\n").succeeded();
      }
      String last = known.get(known.size() - 1);
      for (String other : List.of("\"" + minor.line() + "\"", "\"1.24\"", last)) {
        assertThat(template(minor, chart, "compatibilityVersion: " + other + "\n").failed())
            .containsAnyOf("unknown compatibility version", "got number, want string");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("minors")
  void whatIsSaidToBeKeptIsWhatTheChartsKeep(IstioMinor minor) throws Exception {
    List<String> known = minor.details().compatibilityVersions();
    String before = known.get(known.size() - 1);
    for (DefaultChange change : minor.details().changes()) {
      for (Map.Entry<Chart, SortedMap<String, String>> release : change.keep().entrySet()) {
        for (Map.Entry<String, String> value : release.getValue().entrySet()) {
          Optional<String> variable = variable(value.getKey());
          if (variable.isPresent()) {
            String text = "compatibilityVersion: \"" + before + "\"\n";
            String out = template(minor, release.getKey(), text).succeeded();
            String line = variable.get() + "\n            value: \"" + value.getValue() + "\"";
            assertThat(out.contains("name: " + line) || inMap(out, variable.get(), value))
                .as("%s %s by compatibilityVersion %s", minor.line(), variable.get(), before)
                .isEqualTo(change.compatible());
          }
        }
      }
    }
  }

  private static boolean inMap(String out, String name, Map.Entry<String, String> value) {
    return out.contains("  " + name + ": \"" + value.getValue() + "\"");
  }

  /** How a value shows in what the chart renders. */
  private static Optional<String> variable(String path) {
    if (path.startsWith("env.")) {
      return Optional.of(path.substring("env.".length()));
    }
    return path.equals("ambient.reconcileIptablesOnStartup")
        ? Optional.of("AMBIENT_RECONCILE_POD_RULES_ON_STARTUP")
        : Optional.empty();
  }

  @ParameterizedTest
  @MethodSource("minors")
  void aCompatibilityVersionWinsOverTheRootAndNotOverPilot(IstioMinor minor) throws Exception {
    List<String> known = minor.details().compatibilityVersions();
    String version = "compatibilityVersion: \"" + known.get(known.size() - 1) + "\"\n";
    for (DefaultChange change : minor.details().changes()) {
      SortedMap<String, String> keep = change.keep().get(Chart.ISTIOD);
      if (change.compatible() && keep != null) {
        String flag = keep.firstKey().substring("env.".length());
        String other = "env: {" + flag + ": \"other\"}";
        assertThat(template(minor, Chart.ISTIOD, version + other).succeeded())
            .contains("- name: " + flag + "\n            value: \"" + keep.get("env." + flag));
        assertThat(template(minor, Chart.ISTIOD, version + "pilot: {" + other + "}").succeeded())
            .contains("- name: " + flag + "\n            value: \"other\"");
      }
    }
  }
}
