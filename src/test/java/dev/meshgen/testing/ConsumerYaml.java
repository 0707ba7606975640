package dev.meshgen.testing;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * YAML as the tools that consume the output read it: by YAML 1.1, where {@code no} is false, and
 * without duplicate keys.
 */
public final class ConsumerYaml {
  private static final int LARGEST = 16 << 20;

  private ConsumerYaml() {}

  /** Every document of a file, as JSON; fails on what JSON does not have, such as dates. */
  public static List<JsonNode> read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(LARGEST);
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
      documents.add(JsonMapper.shared().valueToTree(document));
    }
    return documents;
  }

  /** The one document of a file. */
  public static JsonNode readOne(String text) {
    List<JsonNode> documents = read(text);
    if (documents.size() != 1) {
      throw new IllegalArgumentException(documents.size() + " documents in\n" + text);
    }
    return documents.get(0);
  }
}
