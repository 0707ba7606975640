package dev.meshgen.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Origins;
import dev.meshgen.model.SigningAuthority;
import dev.meshgen.model.VaultStore;
import dev.meshgen.testing.EngineSpecs;
import dev.meshgen.yaml.YamlWriter;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A default is what the schemas say: with another in a copy of them, specs mean something else. */
class DefaultsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> FILES = List.of("mesh.schema.json", "cluster.schema.json");

  private static final String CLUSTER =
      SpecFixture.cluster("east", "", "region: here").replace("  platform: eks\n", "");

  /** One for each engine and authority, with nothing but what must be there. */
  private static final List<String> SPECS = specs();

  private static List<String> specs() {
    List<String> specs = new ArrayList<>();
    EngineSpecs.deliveredByEach(SpecFixture.mesh("")).forEach(mesh -> specs.add(mesh + CLUSTER));
    specs.addAll(ofAuthoritiesAndStores());
    return specs;
  }

  private static List<String> ofAuthoritiesAndStores() {
    return List.of(
        SpecFixture.mesh("trust: {authority: {certManager: {issuer: {name: root}}}}") + CLUSTER,
        SpecFixture.mesh("trust: {authority: {external: {}}}") + CLUSTER,
        SpecFixture.mesh("").replaceFirst("secrets: \\{", "secrets: {sealedSecrets: {}, ")
            + CLUSTER,
        SpecFixture.mesh(
                "discovery: {credential: {mode: externalSecrets,"
                    + " externalSecrets: {secretStoreRef: {name: a}}}}")
            + CLUSTER,
        SpecFixture.mesh(
                "discovery: {credential: {mode: vaultKubernetes,"
                    + " vaultKubernetes: {address: \"https://vault.example\"}}}")
            + CLUSTER,
        vault("appRole: {roleId: mesh}"),
        vault("jwt: {role: mesh}"),
        vault("kubernetes: {role: mesh}"),
        store("externalSecrets: {secretStoreRef: {name: a}}, login: {appRole: {roleId: mesh}}"),
        store("vaultSecretsOperator: {connection: {}}"),
        store("externalSecrets: {secretStoreRef: {name: v}, connection: {}}"),
        store("vaultSecretsOperator: {}, login: {jwt: {role: mesh}}"),
        store("vaultSecretsOperator: {}, login: {kubernetes: {role: mesh}}"));
  }

  private static String store(String vault) {
    return SpecFixture.mesh("").replaceFirst("secrets: \\{", "secrets: {vault: {" + vault + "}, ")
        + CLUSTER;
  }

  private static String vault(String login) {
    return SpecFixture.mesh("trust: {authority: {vault: {login: {" + login + "}}}}") + CLUSTER;
  }

  /** A field of a schema that has a default. */
  private record Place(String file, String pointer) {
    @Override
    public String toString() {
      return file + pointer;
    }
  }

  static Stream<Place> defaults() throws IOException {
    List<Place> places = new ArrayList<>();
    for (String file : FILES) {
      collect(file, "", JSON.readTree(text(file)), places);
    }
    return places.stream();
  }

  /** Of an object with fields, those have the defaults. */
  private static void collect(String file, String pointer, JsonNode node, List<Place> places) {
    if (node.has("default") && !node.path("default").equals(JSON.createObjectNode())) {
      places.add(new Place(file, pointer));
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getKey().equals("default") && !entry.getKey().startsWith("x-")) {
        collect(file, pointer + "/" + entry.getKey(), entry.getValue(), places);
      }
    }
  }

  @Test
  void thereAreMany() throws IOException {
    assertThat(defaults()).hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void anotherDefaultIsBoundInstead(Place place) throws IOException {
    JsonNode schema = JSON.readTree(text(place.file()));
    ObjectNode field = (ObjectNode) schema.at(place.pointer());
    field.set("default", another(field));

    assertThat(bound(place.file(), schema)).isNotEqualTo(bound(place.file(), null));
  }

  /** An empty list and no list mean the same. */
  @ParameterizedTest
  @MethodSource("defaults")
  void withoutItNothingIsBound(Place place) throws IOException {
    JsonNode schema = JSON.readTree(text(place.file()));
    ObjectNode field = (ObjectNode) schema.at(place.pointer());
    boolean emptyList = field.path("default").isArray();
    field.remove("default");
    List<String> before = bound(place.file(), null);
    List<String> after;
    try {
      after = bound(place.file(), schema);
    } catch (NoSuchElementException e) {
      return;
    }
    assertThat(before).containsAll(after);
    assertThat(after.equals(before)).as("a default from elsewhere").isEqualTo(emptyList);
  }

  @Test
  void othersFollowAFieldThatTheSchemaNames() throws IOException {
    TreeSet<String> sources = new TreeSet<>();
    for (String file : FILES) {
      JSON.readTree(text(file))
          .findValues("x-default")
          .forEach(source -> sources.add(source.asString()));
    }
    assertThat(sources).containsExactly("Mesh.spec.clusterDomain", "metadata.name");
    Spec spec =
        SpecFixture.read(
            SpecFixture.mesh("clusterDomain: corp.example"), SpecFixture.cluster("east", "", ""));
    assertThat(spec.mesh().clusters().get(0).network()).isEqualTo("east");
    assertThat(spec.mesh().clusters().get(0).eastWest().hosts())
        .extracting(host -> host.value())
        .containsExactly("*.corp.example");
    assertThat(YamlWriter.write(spec.mesh().delivery().settings().root()))
        .contains("project: retail");
  }

  private static JsonNode another(JsonNode field) {
    JsonNode value = field.path("default");
    for (JsonNode allowed : field.path("enum")) {
      if (!allowed.equals(value)) {
        return allowed;
      }
    }
    if (value.isArray()) {
      ArrayNode list = JSON.createArrayNode();
      return list.add(
          field.at("/items/type").asString().equals("object")
              ? JSON.readTree("{\"name\": \"other\", \"match\": {\"stage\": \"other\"}}")
              : JSON.getNodeFactory().stringNode("other"));
    }
    if (value.has("generated")) {
      return JSON.readTree("{\"external\": {}}");
    }
    if (value.isObject()) {
      return JSON.createObjectNode().put("other.example/label", "other");
    }
    if (value.isBoolean()) {
      return JSON.getNodeFactory().booleanNode(!value.asBoolean());
    }
    if (value.isIntegralNumber()) {
      return JSON.getNodeFactory().numberNode(value.asInt() + 1);
    }
    String text = value.asString();
    return JSON.getNodeFactory().stringNode(text.matches("[0-9]+d") ? "1" + text : text + "2");
  }

  /** What both specs mean, with another schema instead of one file. */
  private static List<String> bound(String changed, JsonNode schema) {
    Schemas schemas =
        new Schemas(
            file -> file.equals(changed) && schema != null ? schema.toString() : text(file));
    List<String> facts = new ArrayList<>();
    for (String spec : SPECS) {
      Report report = new Report();
      Optional<Spec> read =
          new ReadSpec(schemas)
              .read(List.of(new SpecSource("mesh.yaml", spec.getBytes(UTF_8))), report);
      assertThat(report.diagnostics()).isEmpty();
      collect("mesh", read.orElseThrow().mesh(), facts);
    }
    return facts;
  }

  /** Every value of a record and of those in it, but not the text that it comes from. */
  private static void collect(String name, Object value, List<String> facts) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(inner -> collect(name, inner, facts));
    } else if (value instanceof Iterable<?> list) {
      list.forEach(item -> collect(name + "[]", item, facts));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> collect(name + "." + key, item, facts));
    } else if (value instanceof Delivery delivery) {
      YamlWriter.write(delivery.settings().root()).lines().forEach(facts::add);
    } else if (value instanceof VaultStore store) {
      YamlWriter.write(store.settings().root()).lines().forEach(facts::add);
    } else if (value instanceof SigningAuthority authority) {
      facts.add(authority.kind());
      YamlWriter.write(authority.settings().root()).lines().forEach(facts::add);
    } else if (value instanceof Record record) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        collect(name + "." + component.getName(), component(record, component), facts);
      }
    } else if (value != null) {
      facts.add(name + "=" + value);
    }
  }

  private static Object component(Record record, RecordComponent component) {
    if (component.getType() == Origins.class || component.getType() == Span.class) {
      return null;
    }
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of("schemas", file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
