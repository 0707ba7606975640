package dev.meshgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema that is published in one file of draft 07 says what the schemas say. */
final class PublishedSchemaTest {
  private static final String TEXT = new Schemas().published("1.2.3");
  private static final Schema PUBLISHED = schema(SpecificationVersion.DRAFT_7, TEXT);
  private static final Schema OURS =
      schema(SpecificationVersion.DRAFT_2020_12, new Schemas().bundled(Optional.empty()));

  private static Schema schema(SpecificationVersion draft, String text) {
    return SchemaRegistry.withDefaultDialect(draft).getSchema(text, InputFormat.JSON);
  }

  private static List<JsonNode> documents(Path folder) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        try {
          documents.addAll(ConsumerYaml.read(Files.readString(file)));
        } catch (RuntimeException e) {
          // A fixture that is not YAML has no document to judge.
          assertThat(folder.toString()).contains("invalid");
        }
      }
    }
    return documents;
  }

  @Test
  void acceptsEveryExample() throws IOException {
    List<JsonNode> all =
        documents(Path.of("examples")).stream()
            .filter(each -> each.path("apiVersion").asString("").startsWith("meshgen.dev/"))
            .toList();
    assertThat(all).hasSizeGreaterThan(60);
    for (JsonNode document : all) {
      assertThat(PUBLISHED.validate(document.toString(), InputFormat.JSON))
          .as(document.toString())
          .isEmpty();
    }
  }

  @Test
  void refusesWhatTheSchemasRefuseAndNothingElse() throws IOException {
    int refused = 0;
    for (JsonNode document : documents(Path.of("src/test/resources/invalid"))) {
      boolean ours = OURS.validate(document.toString(), InputFormat.JSON).isEmpty();
      boolean published = PUBLISHED.validate(document.toString(), InputFormat.JSON).isEmpty();
      assertThat(published).as(document.toString()).isEqualTo(ours);
      refused += ours ? 0 : 1;
    }
    assertThat(refused).isGreaterThanOrEqualTo(10);
  }

  private static boolean accepts(String yaml) {
    String document = ConsumerYaml.readOne(yaml).toString();
    boolean published = PUBLISHED.validate(document, InputFormat.JSON).isEmpty();
    assertThat(OURS.validate(document, InputFormat.JSON).isEmpty()).isEqualTo(published);
    return published;
  }

  private static boolean accepts(String kind, String spec) {
    return accepts(
        "{apiVersion: meshgen.dev/v1alpha1, kind: %s, metadata: {name: a}, spec: %s}"
            .formatted(kind, spec));
  }

  /** As specs are read: null removes in the layers of a cluster, and is not a value elsewhere. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | {secrets: {sops: {kms: null}}}",
        "true  | {secrets: {sops: {keyGroups: null, shamirThreshold: null}}}",
        "true  | {secrets: null}",
        "true  | {platform: null, region: null, eastWest: null}",
        "true  | {istio: {version: null, canary: null}}",
        "true  | {eastWest: {loadBalancer: {annotations: {a: null}}}}",
        "true  | {values: null}",
        "false | {secrets: {sops: {kms: 7}}}",
        "false | {secrets: {sops: {age: [null]}}}",
        "false | {secrets: {sops: {kms: [{arn: a, role: null}]}}}",
        "false | {unknown: null}",
      })
  void takesNullForWhatALayerRemoves(boolean accepted, String spec) {
    assertThat(accepts("Cluster", spec)).isEqualTo(accepted);
    String mesh =
        "{istio: {version: 1.31.1}, delivery: {argocd: {repoURL: 'https://git.example/a.git'}},"
            + " secrets: {sops: {age: [a], root: {age: [b]}}}, %s}";
    assertThat(accepts("Mesh", mesh.formatted("clusterDefaults: " + spec))).isEqualTo(accepted);
    assertThat(
            accepts(
                "Mesh", mesh.formatted("clusterOverrides: [{match: {a: b}, set: " + spec + "}]")))
        .isEqualTo(accepted);
    assertThat(accepts("Mesh", mesh.formatted("trustDomain: null"))).isFalse();
  }

  @Test
  void isOneFileThatSchemaStoreTakes() {
    JsonNode schema = new JsonMapper().readTree(TEXT);
    assertThat(schema.path("$schema").asString())
        .isEqualTo("http://json-schema.org/draft-07/schema#");
    assertThat(schema.path("$id").asString())
        .isEqualTo("https://meshgen.dev/schemas/meshgen-1.2.3.schema.json");
    Set<String> references = new TreeSet<>();
    Pattern.compile("\"\\$ref\" : \"([^\"]+)\"")
        .matcher(TEXT)
        .results()
        .forEach(found -> references.add(found.group(1)));
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(target -> assertThat(target).startsWith("#/definitions/"))
        .allSatisfy(
            target -> assertThat(schema.at(target.substring(1)).isObject()).as(target).isTrue());
    assertThat(TEXT).doesNotContain("\"x-", "$defs");
  }
}
