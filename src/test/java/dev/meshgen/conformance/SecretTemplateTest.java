package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the templates of every {@code ExternalSecret} make of whatever is fetched. */
@Tag("conformance")
@ExtendWith(Renderings.class)
class SecretTemplateTest {
  /** What a careless template would take for YAML, for JSON or for a template. */
  private static final List<String> VALUES =
      List.of(
          "plain",
          "",
          "null",
          "0x1F",
          "x\"\n    exec: {command: sh}\n",
          "x'\r\n---\n...\ny: [&a *a, !!null ~]",
          "key: value # comment\ttab",
          "{{ .token }}{{ .absent }}{{/* \\\"}} \\",
          "<a>&amp;</a>",
          "Zürich, ключ, 鍵, \uD83D\uDD11");

  /** What Vault's engine answers beside the token. */
  private static final Map<String, String> ISSUED =
      Map.of("service_account_name", "reader", "service_account_namespace", "istio-system");

  @TempDir private Path folder;

  @EveryVariant
  void takeValuesAsTheyAre(Variant variant, Renderings renderings) throws IOException {
    for (Manifest object : objects(renderings, variant)) {
      for (String value : VALUES) {
        Map<String, String> fetched = fetched(object, value);

        SecretTemplate.Made made = template().made(object, fetched);

        JsonNode template = object.at("/spec/target/template");
        assertThat(made.labels()).isEqualTo(texts(template.at("/metadata/labels")));
        assertThat(made.annotations()).isEqualTo(texts(template.at("/metadata/annotations")));
        Map<String, String> templates = texts(template.at("/data"));
        assertThat(made.data()).containsOnlyKeys(templates.keySet());
        made.data().forEach((key, text) -> has(object, key, text, value));
      }
    }
  }

  private static void has(Manifest object, String key, String text, String value) {
    String template = object.at("/spec/target/template/data").path(key).asString();
    if (key.endsWith(".pem")) {
      assertThat(text).as(key).isEqualTo(key.equals("ca-key.pem") ? value : template);
      return;
    }
    JsonNode read = ConsumerYaml.readOne(text);
    assertThat(read.at("/users")).as(key).hasSize(1);
    assertThat(texts(read.at("/users/0/user"))).isEqualTo(Map.of("token", value));
    JsonNode cluster = read.at("/clusters/0/cluster");
    if (fetched(object, value).containsKey("ca")) {
      String ca = cluster.path("certificate-authority-data").asString();
      assertThat(new String(Base64.getDecoder().decode(ca), StandardCharsets.UTF_8))
          .isEqualTo(value);
    }
    assertThat(cluster.path("server").asString()).startsWith("https://");
    assertThat(read.path("current-context").asString()).isEqualTo(key);
  }

  @EveryVariant
  void needEveryValueThatIsFetched(Variant variant, Renderings renderings) throws IOException {
    for (Manifest object : objects(renderings, variant)) {
      Map<String, String> all = fetched(object, "value");
      for (String key : all.keySet()) {
        if (ISSUED.containsKey(key)) {
          continue;
        }
        Map<String, String> fewer = new TreeMap<>(all);
        fewer.remove(key);
        assertThat(template().refused(object, fewer))
            .contains("map has no entry for key \"" + key + "\"");
      }
    }
  }

  /** So that a machine without esoctl tests the same. */
  @Tag("esoctl")
  @EveryVariant
  void makeTheSameByTheStandIn(Variant variant, Renderings renderings) throws IOException {
    for (Manifest object : objects(renderings, variant)) {
      for (String value : VALUES) {
        Map<String, String> fetched = fetched(object, value);
        assertThat(template().madeByGoTemplates(object, fetched))
            .isEqualTo(template().made(object, fetched));
      }
    }
  }

  /** Without these, the other tests would look at none. */
  @ParameterizedTest
  @CsvSource({"external-secrets, 3", "short-lived-tokens, 6", "vault-kv, 2"})
  void areInExamples(String example, int count, Renderings renderings) {
    Variant variant =
        Variants.examples().stream()
            .filter(each -> each.name().equals(example))
            .findFirst()
            .orElseThrow();
    assertThat(objects(renderings, variant)).hasSize(count);
  }

  private SecretTemplate template() {
    return new SecretTemplate(folder);
  }

  private static List<Manifest> objects(Renderings renderings, Variant variant) {
    return renderings.of(variant).manifests("external-secrets.io/v1", "ExternalSecret");
  }

  /** The same value by every name. */
  private static Map<String, String> fetched(Manifest object, String value) {
    Map<String, String> fetched = new TreeMap<>();
    for (JsonNode entry : object.list("/spec/data")) {
      fetched.put(entry.path("secretKey").asString(), value);
    }
    if (!object.list("/spec/dataFrom").isEmpty()) {
      fetched.putAll(ISSUED);
      fetched.put("service_account_token", value);
    }
    assertThat(fetched).as(object.file()).isNotEmpty();
    return fetched;
  }

  private static Map<String, String> texts(JsonNode object) {
    return SecretTemplate.texts(object);
  }
}
