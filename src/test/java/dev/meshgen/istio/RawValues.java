package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Raw values as a user writes them, for tests of what meshgen says about them. */
final class RawValues {
  private static final IstioCatalog CATALOG = IstioCatalog.builtIn();

  private RawValues() {}

  static IstioMinor minor(String line) {
    return CATALOG.find(MinorVersion.parse(line).orElseThrow()).orElseThrow();
  }

  static YamlMap read(String yaml) {
    Report report = new Report();
    byte[] content = yaml.getBytes(StandardCharsets.UTF_8);
    YamlMap map = (YamlMap) YamlReader.read("v.yaml", content, report).get(0).root();
    assertThat(report.diagnostics()).isEmpty();
    return map;
  }

  /** A path as the mapping that sets it. */
  static YamlMap setting(List<String> path, String value) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < path.size(); i++) {
      yaml.append("  ".repeat(i)).append('"').append(path.get(i)).append("\":");
      yaml.append(i + 1 < path.size() ? "\n" : " " + value + "\n");
    }
    return read(yaml.toString());
  }

  static List<String> lines(List<Diagnostic> found) {
    return found.stream().map(d -> d.code().id() + " " + d.at() + " " + d.message()).toList();
  }
}
