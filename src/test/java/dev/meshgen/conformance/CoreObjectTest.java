package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.util.Map;
import java.util.TreeMap;

/** Everything that no CustomResourceDefinition describes, against what little of it is needed. */
class CoreObjectTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final Map<String, Schema> KNOWN = known();

  private static Map<String, Schema> known() {
    Map<String, Schema> known = new TreeMap<>();
    known.put("v1 Namespace", object("metadata", METADATA));
    known.put(
        "v1 Secret",
        object(
            "metadata",
            METADATA,
            "type?",
            "{\"enum\": [\"Opaque\", \"kubernetes.io/service-account-token\"]}",
            "stringData?",
            "{\"type\": \"object\", \"minProperties\": 1, \"propertyNames\":"
                + " {\"pattern\": \"^[-._a-zA-Z0-9]{1,253}$\"}, \"additionalProperties\":"
                + " {\"type\": \"string\", \"pattern\": \"^ENC\\\\[AES256_GCM,\"}}",
            "sops?",
            "{\"type\": \"object\", \"required\": [\"age\", \"mac\", \"lastmodified\", \"version\"]}"));
    known.put(
        "kustomize.config.k8s.io/v1beta1 Kustomization",
        object(
            "resources?",
            TEXTS,
            "generators?",
            TEXTS,
            "configMapGenerator?",
            "{\"type\": \"array\", \"minItems\": 1}",
            "generatorOptions?",
            "{\"type\": \"object\"}"));
    known.put("viaduct.ai/v1 ksops", object("metadata", METADATA, "files", TEXTS));
    return known;
  }

  private static final String METADATA = "METADATA";
  private static final String TEXTS = "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}";

  /** An object of certain fields and no others; those with a question mark may be missing. */
  private static Schema object(String... fields) {
    StringBuilder properties = new StringBuilder();
    StringBuilder required = new StringBuilder("\"apiVersion\", \"kind\"");
    for (int i = 0; i < fields.length; i += 2) {
      String name = fields[i].replace("?", "");
      String schema = fields[i + 1].equals("METADATA") ? StrictSchema.metadata().toString() : fields[i + 1];
      properties.append(", \"").append(name).append("\": ").append(schema);
      if (name.equals(fields[i])) {
        required.append(", \"").append(name).append('"');
      }
    }
    return REGISTRY.getSchema(
        "{\"type\": \"object\", \"additionalProperties\": false, \"required\": ["
            + required
            + "], \"properties\": {\"apiVersion\": {}, \"kind\": {}"
            + properties
            + "}}");
  }

  @EveryVariant
  void hasTheFieldsOfItsKindAndNoOthers(Variant variant, Renderings renderings) {
    for (Manifest object : renderings.of(variant).manifests()) {
      String group = object.group();
      if (group.isEmpty() || group.equals("kustomize.config.k8s.io") || group.equals("viaduct.ai")) {
        String id = object.apiVersion() + " " + object.kind();
        assertThat(KNOWN).as("%s", object).containsKey(id);
        assertThat(KNOWN.get(id).validate(object.json())).as("%s", object).isEmpty();
        assertThat(object.namespace().isPresent()).as("%s", object).isEqualTo(id.equals("v1 Secret"));
      }
    }
  }

  @EveryVariant
  void noSecretIsInTheClearAndNoSealedFileIsNamedLikeAnother(
      Variant variant, Renderings renderings) {
    for (Manifest secret : renderings.of(variant).manifests("v1", "Secret")) {
      boolean sealed = secret.file().endsWith(".sops.yaml");
      assertThat(secret.json().has("sops")).as("%s", secret).isEqualTo(sealed);
      assertThat(secret.json().has("stringData")).as("%s", secret).isEqualTo(sealed);
      boolean token = secret.find("/type").orElse("").equals("kubernetes.io/service-account-token");
      assertThat(token).as("%s", secret).isEqualTo(!sealed);
    }
  }

  /** It is an object so that sops reads it, and of no kind so that nobody can apply it by mistake. */
  @EveryVariant
  void theRootKeyIsOfAKindThatNoClusterKnows(Variant variant, Renderings renderings) {
    assertThat(renderings.of(variant).manifests())
        .filteredOn(object -> object.group().equals("meshgen.dev"))
        .extracting(Manifest::file)
        .containsExactly("trust/root-ca.sops.yaml");
  }

  @EveryVariant
  void theReaderTokenBelongsToTheReader(Variant variant, Renderings renderings) {
    var rendering = renderings.of(variant);
    for (var cluster : rendering.clusters()) {
      Manifest token =
          rendering.manifest("clusters/" + cluster.name() + "/access/reader-token.yaml");
      assertThat(token.text("/metadata/annotations/kubernetes.io~1service-account.name"))
          .isEqualTo("istio-reader-service-account");
      assertThat(token.namespace()).hasValue(rendering.mesh().istioNamespace());
    }
  }
}
