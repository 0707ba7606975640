package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.meshgen.delivery.Engines;
import dev.meshgen.model.Cluster;
import dev.meshgen.testing.AccountToken;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.topology.DiscoveryGraph;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything that no CustomResourceDefinition describes, against what little of it is needed. */
class CoreObjectTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** The fields of each kind besides apiVersion and kind. */
  private static final String KINDS =
      """
      v1 Namespace:
        required: [metadata]
        properties: {metadata: {}}
      v1 ConfigMap:
        required: [metadata, data]
        properties:
          metadata: {}
          data: {type: object, minProperties: 1, additionalProperties: {type: string}}
      v1 Secret:
        required: [metadata]
        properties:
          metadata: {}
          type: {enum: [Opaque, kubernetes.io/service-account-token]}
          stringData:
            type: object
            minProperties: 1
            propertyNames: {pattern: "^[-._a-zA-Z0-9]{1,253}$"}
            properties: {ca-key.pem: {pattern: "^ENC.AES256_GCM,"}}
            additionalProperties: {type: string, pattern: "^(ENC.AES256_GCM,|-----BEGIN CERTIFICATE-----)"}
          sops:
            type: object
            required: [mac, lastmodified, version]
            anyOf: [{required: [age]}, {required: [pgp]}, {required: [kms]}, {required: [gcp_kms]}]
      apps/v1 Deployment:
        required: [metadata, spec]
        properties: {metadata: {}, spec: {type: object, required: [template]}}
      v1 ServiceAccount:
        required: [metadata]
        properties: {metadata: {}, automountServiceAccountToken: {type: boolean}}
      rbac.authorization.k8s.io/v1 ClusterRoleBinding:
        required: [metadata, roleRef, subjects]
        properties:
          metadata: {}
          roleRef:
            type: object
            required: [apiGroup, kind, name]
            additionalProperties: false
            properties: {apiGroup: {const: rbac.authorization.k8s.io}, kind: {const: ClusterRole}, name: {type: string}}
          subjects:
            type: array
            minItems: 1
            items:
              type: object
              required: [kind, name, namespace]
              additionalProperties: false
              properties: {kind: {const: ServiceAccount}, name: {type: string}, namespace: {type: string}}
      networking.k8s.io/v1 NetworkPolicy:
        required: [metadata, spec]
        properties:
          metadata: {}
          spec:
            type: object
            required: [podSelector, policyTypes, ingress, egress]
            additionalProperties: false
            properties:
              podSelector: {type: object, required: [matchLabels], additionalProperties: false, properties: {matchLabels: {type: object, minProperties: 1}}}
              policyTypes: {const: [Ingress, Egress]}
              ingress:
                type: array
                items:
                  type: object
                  required: [ports]
                  additionalProperties: false
                  properties:
                    from: {const: [{namespaceSelector: {}}]}
                    ports:
                      type: array
                      minItems: 1
                      items: {type: object, additionalProperties: false, required: [port, protocol], properties: {port: {type: integer}, protocol: {const: TCP}}}
              egress: {const: [{}]}
      kustomize.config.k8s.io/v1beta1 Kustomization:
        required: []
        properties:
          resources: {type: array, items: {type: string}}
          generators: {type: array, items: {type: string}}
          configMapGenerator: {type: array, minItems: 1}
          generatorOptions: {type: object}
      viaduct.ai/v1 ksops:
        required: [metadata, files]
        properties:
          metadata: {}
          files: {type: array, minItems: 1, items: {type: string}}
      """;

  private static final Set<String> NAMESPACED =
      Set.of("ConfigMap", "Deployment", "NetworkPolicy", "Secret", "ServiceAccount");

  private static final Map<String, Schema> KNOWN = known();

  private static Map<String, Schema> known() {
    Map<String, Schema> known = new TreeMap<>();
    for (Map.Entry<String, JsonNode> kind : ConsumerYaml.readOne(KINDS).properties()) {
      ObjectNode schema = (ObjectNode) kind.getValue();
      schema.put("type", "object").put("additionalProperties", false);
      schema.withArray("required").add("apiVersion").add("kind");
      ObjectNode properties = (ObjectNode) schema.get("properties");
      properties.putObject("apiVersion");
      properties.putObject("kind");
      if (properties.has("metadata")) {
        properties.set("metadata", StrictSchema.metadata());
      }
      known.put(kind.getKey(), REGISTRY.getSchema(schema));
    }
    return known;
  }

  @EveryVariant
  void hasTheFieldsOfItsKindAndNoOthers(Variant variant, Renderings renderings) {
    for (Manifest object : renderings.of(variant).manifests()) {
      String group = object.group();
      if (group.isEmpty()
          || group.equals("networking.k8s.io")
          || group.equals("kustomize.config.k8s.io")
          || group.equals("viaduct.ai")) {
        String id = object.apiVersion() + " " + object.kind();
        assertThat(KNOWN).as("%s", object).containsKey(id);
        assertThat(KNOWN.get(id).validate(object.json())).as("%s", object).isEmpty();
        assertThat(object.namespace().isPresent())
            .as("%s", object)
            .isEqualTo(NAMESPACED.contains(object.kind()));
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

  /**
   * It is an object so that sops reads it, and of no kind so that no one can apply it by mistake.
   */
  @EveryVariant
  void theRootKeyIsOfAKindThatNoClusterKnows(Variant variant, Renderings renderings) {
    assertThat(renderings.of(variant).manifests())
        .filteredOn(object -> object.group().equals("meshgen.dev"))
        .extracting(Manifest::file)
        .containsExactlyElementsOf(
            renderings.of(variant).signedBy("generated")
                ? List.of("trust/root-ca.sops.yaml")
                : renderings.of(variant).signedBy("files")
                    ? List.of("trust/issuing-ca.sops.yaml")
                    : List.of());
  }

  @EveryVariant
  void theReaderTokenBelongsToTheReader(Variant variant, Renderings renderings) {
    var rendering = renderings.of(variant);
    for (var cluster : rendering.clusters()) {
      boolean config = rendering.isConfigCluster(cluster.name());
      boolean pruned = Engines.of(rendering.mesh()).prunesTokens(cluster);
      String reader = pruned ? "reader-token.yaml" : "reader.yaml";
      String name = config ? "istiod-token.yaml" : reader;
      String file = "clusters/" + cluster.name() + "/access/" + name;
      boolean read =
          cluster.state().isConnected()
              && !cluster.controlPlane().isExternal()
              && (config || isReadByAnother(rendering, cluster));
      if (cluster.kubernetes().reader().isIssued()) {
        assertThat(rendering.files()).doesNotContainKey(file.replace(name, "reader-token.yaml"));
        continue;
      }
      assertThat(rendering.files().containsKey(file)).isEqualTo(read);
      if (!read) {
        continue;
      }
      Manifest token =
          IstioCharts.one(rendering.manifests(file), "Secret", tokenOf(rendering, cluster, config));
      String account = config ? "istiod" : AccountToken.account(rendering.mesh(), cluster);
      assertThat(token.text("/metadata/annotations/kubernetes.io~1service-account.name"))
          .isEqualTo(account);
      assertThat(token.name()).isEqualTo(account + "-istio-remote-secret-token");
      assertThat(token.namespace()).hasValue(rendering.mesh().istioNamespace());
    }
  }

  /** Whether an istiod in another cluster reads a cluster, or did until it began to drain. */
  private static boolean isReadByAnother(Rendering rendering, Cluster cluster) {
    DiscoveryGraph discovery = rendering.topology().discovery();
    return discovery.isHandedOut()
        && rendering.istiods().stream()
            .filter(istiod -> istiod.state().isConnected() && !istiod.equals(cluster))
            .anyMatch(istiod -> discovery.meet(istiod, cluster));
  }

  private static String tokenOf(Rendering rendering, Cluster cluster, boolean config) {
    return (config ? "istiod" : AccountToken.account(rendering.mesh(), cluster))
        + "-istio-remote-secret-token";
  }
}
