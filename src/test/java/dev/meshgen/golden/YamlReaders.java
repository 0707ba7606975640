package dev.meshgen.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Readers of YAML 1.1 and YAML 1.2, and our own, which knows what they disagree on. */
final class YamlReaders {
  private YamlReaders() {}

  /** A file parses, without duplicate keys, and says the same to all; nothing in it is null. */
  static void check(String path, String text) {
    Report report = new Report();
    YamlReader.read(path, text.getBytes(StandardCharsets.UTF_8), report);
    assertThat(report.diagnostics()).as(path).isEmpty();

    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Object> old = new ArrayList<>();
    new Yaml(new SafeConstructor(options)).loadAll(text).forEach(old::add);
    List<Object> current = new ArrayList<>();
    new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
        .loadAllFromString(text)
        .forEach(current::add);
    assertThat(old).as(path).isEqualTo(current);
    refuseNulls(path, current);
  }

  private static void refuseNulls(String where, Object node) {
    assertThat(node).as(where).isNotNull();
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> refuseNulls(where + "." + key, value));
    } else if (node instanceof Iterable<?> items) {
      items.forEach(item -> refuseNulls(where + "[]", item));
    }
  }
}
