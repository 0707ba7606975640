package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Executes the templates of an {@code ExternalSecret} as External Secrets does: by its own {@code
 * esoctl} where that is at hand, else by {@link GoTemplates}.
 *
 * @param folder for what the program reads
 */
record SecretTemplate(Path folder) {
  private static final String OBJECT = "object.json";
  private static final String VALUES = "values.json";

  /**
   * What is made of them.
   *
   * @param data of the Secret, decoded
   */
  record Made(
      Map<String, String> labels, Map<String, String> annotations, Map<String, String> data) {}

  /**
   * The Secret.
   *
   * @param values what is fetched, by the names that the templates know it by
   */
  Made made(Manifest object, Map<String, String> values) throws IOException {
    return read(executed(object, values).succeeded());
  }

  /** What is said of values that it cannot be made of; fails if it can. */
  String refused(Manifest object, Map<String, String> values) throws IOException {
    return executed(object, values).failed();
  }

  /** The Secret as the stand-in makes it. */
  Made madeByGoTemplates(Manifest object, Map<String, String> values) throws IOException {
    write(object, values);
    return read(GoTemplates.executed(folder, OBJECT, VALUES).succeeded());
  }

  private Tool.Run executed(Manifest object, Map<String, String> values) throws IOException {
    write(object, values);
    return Tool.ESOCTL.isThere()
        ? Tool.ESOCTL.in(
            folder,
            Map.of(),
            "template",
            "--source-templated-object=" + OBJECT,
            "--source-secret-data-file=" + VALUES)
        : GoTemplates.executed(folder, OBJECT, VALUES);
  }

  private void write(Manifest object, Map<String, String> values) throws IOException {
    // Otherwise the controller would add what is fetched, which esoctl does not.
    assertThat(object.text("/spec/target/template/mergePolicy")).isEqualTo("Replace");
    Files.writeString(folder.resolve(OBJECT), object.json().toString());
    Map<String, byte[]> bytes = new TreeMap<>();
    values.forEach((key, value) -> bytes.put(key, value.getBytes(StandardCharsets.UTF_8)));
    Files.writeString(folder.resolve(VALUES), JsonMapper.shared().writeValueAsString(bytes));
  }

  private static Made read(String secret) {
    JsonNode read = ConsumerYaml.readOne(secret);
    Map<String, String> data = texts(read.at("/data"));
    data.replaceAll(
        (key, value) -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
    return new Made(
        texts(read.at("/metadata/labels")), texts(read.at("/metadata/annotations")), data);
  }

  /** The entries of an object; none where there is no object. */
  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    return texts;
  }
}
