package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The lists of {@code templates/istio/sail.yaml} against the definitions they were made from. To
 * take up a release of the operator, run this with its definitions, and edit what is above the
 * lists:
 *
 * <pre>
 * mvn -q test -Dtest=SailResourcesTest -Dtest.excludedGroups= -Dsail.update=true
 * </pre>
 */
@Tag("conformance")
@Tag("upstream-data")
class SailResourcesTest {
  private static final Path FILE = Path.of("templates/istio/sail.yaml");

  private final SortedSet<String> values = new TreeSet<>();
  private final SortedSet<String> strings = new TreeSet<>();

  @Test
  void theListsAreWhatTheDefinitionsSay() throws IOException {
    StringBuilder lists = new StringBuilder("resources:\n");
    for (SailResource resource : SailResource.values()) {
      values.clear();
      strings.clear();
      collect(at(stored(resource), "schema", "openAPIV3Schema", "properties", "spec"));
      lists.append("  ").append(resource.kind()).append(":\n");
      append(lists, "values", values);
      append(lists, "strings", strings);
    }
    String text = Files.readString(FILE);
    String head = text.substring(0, text.indexOf("resources:\n"));
    if (Boolean.getBoolean("sail.update")) {
      Files.writeString(FILE, head + lists);
    }
    assertThat(text).isEqualTo(head + lists);
  }

  private static void append(StringBuilder out, String key, SortedSet<String> lines) {
    out.append("    ").append(key).append(": |\n");
    lines.forEach(line -> out.append("      ").append(line).append('\n'));
  }

  private static Map<?, ?> stored(SailResource resource) throws IOException {
    Load load = new Load(LoadSettings.builder().build());
    for (Object document : load.loadAllFromString(Files.readString(Shared.SAIL))) {
      if (document instanceof Map<?, ?> definition
          && at(definition, "spec", "names").get("kind").equals(resource.kind())) {
        for (Object version : (List<?>) at(definition, "spec").get("versions")) {
          if (Boolean.TRUE.equals(((Map<?, ?>) version).get("storage"))) {
            return (Map<?, ?>) version;
          }
        }
      }
    }
    throw new AssertionError("no definition of " + resource.kind());
  }

  private static Map<?, ?> at(Map<?, ?> map, String... keys) {
    Map<?, ?> found = map;
    for (String key : keys) {
      found = (Map<?, ?>) found.get(key);
    }
    return found;
  }

  private void collect(Map<?, ?> spec) {
    walk("", at(spec, "properties", "values"));
  }

  private void walk(String path, Map<?, ?> schema) {
    if (schema.get("properties") instanceof Map<?, ?> properties && !properties.isEmpty()) {
      properties.forEach(
          (key, below) ->
              walk(path.isEmpty() ? (String) key : path + "." + key, (Map<?, ?>) below));
      return;
    }
    if (schema.get("additionalProperties") instanceof Map<?, ?> others
        && "string".equals(others.get("type"))) {
      strings.add(path);
    }
    boolean free =
        List.of("object", "array").contains(String.valueOf(schema.get("type")))
            || schema.containsKey("x-kubernetes-preserve-unknown-fields");
    values.add(free ? path + ".*" : path);
  }
}
