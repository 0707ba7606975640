package dev.meshgen.spec;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.serialization.NodeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas in {@code schemas/}, as validators and as trees of fields. */
public final class Schemas {
  /** The kinds a spec consists of, in the order people should read about them. */
  public static final List<String> KINDS = List.of("Mesh", "Cluster");

  private static final String SITE = "https://meshgen.dev/schemas/";
  private static final String BASE = SITE + "v1alpha1/";

  private final Function<String, JsonNode> files;
  private final Map<String, SchemaField> fields = new ConcurrentHashMap<>();

  public Schemas() {
    this.files = Documents::of;
  }

  /**
   * Of other files, which must validate alike.
   *
   * @param files the text of each, by name
   */
  Schemas(Function<String, String> files) {
    Map<String, JsonNode> read = new ConcurrentHashMap<>();
    this.files = file -> read.computeIfAbsent(file, name -> SchemaReader.tree(files.apply(name)));
  }

  /** The files as they are packaged, each parsed once, for validators and for fields. */
  private static final class Documents {
    private static final Map<String, JsonNode> BY_FILE = new ConcurrentHashMap<>();

    /** Threads that ask at the same time wait for the first of them. */
    static JsonNode of(String file) {
      return BY_FILE.computeIfAbsent(file, name -> SchemaReader.tree(resource(name)));
    }
  }

  /** Built once, by one thread: others that ask meanwhile wait for its class. */
  private static final class Validators {
    private static final Map<String, Schema> BY_KIND = byKind();

    private static Map<String, Schema> byKind() {
      // Every schema comes from our own resources: a reference must never open a connection.
      SchemaRegistry registry =
          SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              builder ->
                  builder
                      .nodeReader(new ParsedFiles())
                      .schemas(Schemas::fileOf)
                      .schemaRegistryConfig(
                          SchemaRegistryConfig.builder()
                              .regularExpressionFactory(SpecPattern::new)
                              .build()));
      Map<String, Schema> validators = new LinkedHashMap<>();
      for (String kind : KINDS) {
        validators.put(kind, registry.getSchema(SchemaLocation.of(BASE + file(kind))));
      }
      return Collections.unmodifiableMap(validators);
    }
  }

  /** Builds the validators, so that they are there when a spec has been read. */
  public static void warmUp() {
    if (Validators.BY_KIND.isEmpty()) {
      throw new IllegalStateException("there are no kinds");
    }
  }

  /**
   * A schema that refers to no other file, for editors and tools: it lets {@code null} remove what
   * a lower layer sets.
   *
   * @param kind one of {@link #KINDS}; empty for any document of a spec
   */
  public String bundled(Optional<String> kind) {
    ObjectNode mesh = (ObjectNode) document(file("Mesh")).deepCopy();
    ObjectNode cluster = (ObjectNode) document(file("Cluster")).deepCopy();
    JsonNode shared = cluster.remove("$defs");
    ObjectNode whole =
        kind.map(name -> name.equals("Mesh") ? mesh : cluster)
            .orElseGet(() -> (ObjectNode) document(file("meshgen")).deepCopy());
    ObjectNode definitions = whole.putObject("$defs");
    definitions.setAll((ObjectNode) shared.deepCopy());
    new NullableLayers(definitions).in("clusterSpec");
    if (kind.isEmpty()) {
      definitions.set("mesh", mesh.remove(List.of("$schema", "$id")));
      definitions.set("cluster", cluster.remove(List.of("$schema", "$id")));
    }
    return whole
            .toPrettyString()
            .replace("\"cluster.schema.json#/", "\"#/")
            .replace("\"mesh.schema.json\"", "\"#/$defs/mesh\"")
            .replace("\"cluster.schema.json\"", "\"#/$defs/cluster\"")
        + "\n";
  }

  /**
   * The schema of any document in one file, in draft 07, which every editor and SchemaStore read.
   *
   * @param version of meshgen, part of its address
   */
  public String published(String version) {
    return PublishedSchema.of(
        SchemaReader.tree(bundled(Optional.empty())), SITE + "meshgen-" + version + ".schema.json");
  }

  Schema validator(String kind) {
    return Validators.BY_KIND.get(kind);
  }

  /** The fields of a document of {@code kind}. */
  public SchemaField fields(String kind) {
    SchemaField known = fields.get(kind);
    if (known == null) {
      known = SchemaField.of(kind, document(file(kind)), this);
      fields.put(kind, known);
    }
    return known;
  }

  /** The field of a spec that lists recipients of a kind. */
  public String recipientsField(String kind) {
    for (SchemaField field :
        fields("Cluster")
            .find(List.of("spec", "secrets", "sops"))
            .orElseThrow()
            .fields()
            .values()) {
      if (field.values().recipients().equals(kind)) {
        return field.name();
      }
    }
    throw new IllegalArgumentException("no field lists recipients of " + kind);
  }

  JsonNode resolve(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    if (reference.isEmpty()) {
      return schema;
    }
    int hash = reference.indexOf('#');
    // A reference within its own file names a definition, and only the cluster schema has any.
    String file = hash == 0 ? "cluster.schema.json" : reference.substring(0, hash);
    return resolve(document(file).at(reference.substring(hash + 1)));
  }

  private JsonNode document(String file) {
    return files.apply(file);
  }

  private static String file(String kind) {
    return kind.toLowerCase(Locale.ROOT) + ".schema.json";
  }

  /** Instead of a text, which {@link ParsedFiles} has already parsed. */
  private static String fileOf(String iri) {
    return iri.startsWith(BASE) ? iri.substring(BASE.length()) : null;
  }

  /** Takes for the content of a schema the name of its file. */
  private static final class ParsedFiles implements NodeReader {
    @Override
    public JsonNode readTree(String file, InputFormat format) {
      return Documents.of(file);
    }

    @Override
    public JsonNode readTree(InputStream file, InputFormat format) {
      try {
        return Documents.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String resource(String file) {
    try (InputStream in = Schemas.class.getResourceAsStream("/schemas/" + file)) {
      if (in == null) {
        throw new IllegalStateException("schema " + file + " is not among the resources");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
