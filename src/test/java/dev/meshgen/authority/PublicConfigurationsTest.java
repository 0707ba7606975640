package dev.meshgen.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.rules.ReadMesh;
import dev.meshgen.testing.MountedSecret;
import dev.meshgen.testing.PlainTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * How certificates from somewhere else are configured in public: what each sets comes out of a
 * field of the spec, and pasted as raw values it is refused with a hint that names this field.
 */
class PublicConfigurationsTest {
  private static final String CA = "Mesh.spec.trust.authority.external.caAddress";
  private static final String SIGNER = "Mesh.spec.trust.authority.external.signer";
  private static final String ADDRESS = "cert-manager-istio-csr.cert-manager.svc:443";
  private static final String ISSUER = "clusterissuers.cert-manager.io/mesh-root";

  private static String spec(String authority, String cluster) {
    return """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: shop}
        spec:
          trustDomain: shop.example
          istio: {version: "1.31.1"}
          trust: {authority: %s}
          secrets: {sops: {age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]}}
          delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          platform: eks
          kubernetes: {version: "1.34", apiServer: "https://east.example:6443"}
          %s
        """
        .formatted(authority, cluster);
  }

  private static PlainTree tree(String authority, String cluster) {
    return PlainTree.of(spec(authority, cluster));
  }

  private static JsonNode istiod(PlainTree tree) {
    return tree.yaml("clusters/east/values/istiod.yaml");
  }

  /** What is refused of raw values, each with the field that takes its place. */
  private static void refused(String authority, String values, Map<String, String> fields) {
    List<Diagnostic> found =
        ReadMesh.of(spec(authority, "values: " + values)).diagnostics().stream()
            .filter(each -> each.code() == Code.VALUE_OWNED)
            .toList();
    assertThat(found).hasSameSizeAs(fields.keySet());
    fields.forEach(
        (value, field) ->
            assertThat(found)
                .filteredOn(each -> each.message().startsWith("value \"" + value + "\""))
                .singleElement()
                .satisfies(each -> assertThat(each.hint()).contains(field)));
  }

  /** The istio-csr of cert-manager, below sidecars: its own address, istiod's CA off. */
  @Test
  void istioCsr() {
    JsonNode istiod = istiod(tree("{external: {caAddress: \"" + ADDRESS + "\"}}", ""));

    assertThat(istiod.at("/global/caAddress").asString()).isEqualTo(ADDRESS);
    assertThat(istiod.at("/env/ENABLE_CA_SERVER").asString()).isEqualTo("false");
    servesWithItsSecret(istiod);
    refused(
        "{generated: {}}",
        "{istiod: {global: {caAddress: \""
            + ADDRESS
            + "\"}, pilot: {env: {ENABLE_CA_SERVER: \"false\"}, extraContainerArgs:"
            + " [--tlsCertFile=/etc/cert-manager/tls/tls.crt]}}}",
        Map.of(
            "global.caAddress",
            CA,
            "pilot.env.ENABLE_CA_SERVER",
            CA,
            "pilot.extraContainerArgs",
            CA));
  }

  /** Arguments, volume and mount that the public one adds to the Deployment of istiod. */
  private static void servesWithItsSecret(JsonNode istiod) {
    MountedSecret secret = MountedSecret.of(istiod.at("/volumes/0")).orElseThrow();
    assertThat(secret.name()).isEqualTo("istiod-tls");
    assertThat(secret.isOptional()).isFalse();
    assertThat(secret.must()).containsExactly("tls.crt", "tls.key", "ca.crt");
    String mount = istiod.at("/volumeMounts/0/mountPath").asString();
    assertThat(istiod.path("extraContainerArgs").valueStream().map(JsonNode::asString))
        .containsExactly(
            "--tlsCertFile=" + mount + "/tls.crt",
            "--tlsKeyFile=" + mount + "/tls.key",
            "--caCertFile=" + mount + "/ca.crt");
    assertThat(istiod.path("env").has("ROOT_CA_DIR")).isFalse();
  }

  /** The same in ambient clusters, where ztunnel asks for all workloads of its node. */
  @Test
  void istioCsrInAmbient() {
    PlainTree tree =
        tree("{external: {caAddress: \"" + ADDRESS + "\"}}", "istio: {dataPlane: ambient}");

    assertThat(tree.yaml("clusters/east/values/ztunnel.yaml").path("caAddress").asString())
        .isEqualTo(ADDRESS);
    assertThat(istiod(tree).at("/global/caAddress").asString()).isEqualTo(ADDRESS);
    refused(
        "{generated: {}}",
        "{ztunnel: {caAddress: \"" + ADDRESS + "\"}}\n  istio: {dataPlane: ambient}",
        Map.of("caAddress", CA));
  }

  /** The certificates API of Kubernetes: istiod approves, a signer such as cert-manager signs. */
  @Test
  void certificatesApiOfKubernetes() {
    PlainTree tree = tree("{external: {signer: \"" + ISSUER + "\"}}", "");
    JsonNode istiod = istiod(tree);

    assertThat(istiod.at("/env/EXTERNAL_CA").asString()).isEqualTo("ISTIOD_RA_KUBERNETES_API");
    assertThat(istiod.at("/env/K8S_SIGNER").asString()).isEqualTo(ISSUER);
    assertThat(istiod.path("env").has("ENABLE_CA_SERVER")).isFalse();
    assertThat(istiod.at("/global/certSigners").valueStream().map(JsonNode::asString))
        .containsExactly(ISSUER);
    assertThat(istiod.at("/global").has("pilotCertProvider")).isFalse();
    servesWithItsSecret(istiod);
    assertThat(istiod.at("/volumes/1/secret/secretName").asString()).isEqualTo("istiod-tls");
    assertThat(istiod.at("/volumes/1/secret/items/0/path").asString()).isEqualTo("root-cert.pem");
    assertThat(istiod.at("/volumeMounts/1/mountPath").asString())
        .isEqualTo("/etc/external-ca-cert");
    assertThat(tree.paths()).noneMatch(path -> path.contains("/trust/"));
    refused(
        "{generated: {}}",
        "{istiod: {global: {pilotCertProvider: k8s.io/"
            + ISSUER
            + "}, pilot: {env: {EXTERNAL_CA: ISTIOD_RA_KUBERNETES_API, K8S_SIGNER: "
            + ISSUER
            + "}}}}",
        Map.of(
            "global.pilotCertProvider",
            SIGNER,
            "pilot.env.EXTERNAL_CA",
            SIGNER,
            "pilot.env.K8S_SIGNER",
            SIGNER));
  }

  /**
   * Further signers, which Pods name, are raw values beside the field; what repeats it is noted.
   */
  @Test
  void furtherSignersOfTheCertificatesApi() {
    String more =
        "values: {istiod: {env: {CERT_SIGNER_DOMAIN: clusterissuers.cert-manager.io, EXTERNAL_CA:"
            + " ISTIOD_RA_KUBERNETES_API}, global: {certSigners: [clusterissuers.cert-manager.io/*]}}}";
    String authority = "{external: {signer: \"" + ISSUER + "\"}}";

    assertThat(ReadMesh.of(spec(authority, more)).diagnostics())
        .extracting(Diagnostic::code)
        .contains(Code.VALUE_REPEATED)
        .doesNotContain(Code.VALUE_OWNED);
    assertThat(tree(authority, more).text("clusters/east/values/istiod.overrides.yaml"))
        .contains(ISSUER, "clusterissuers.cert-manager.io/*");
  }

  /** A Certificate with {@code isCA}, which fills {@code cacerts} below a root in Vault. */
  @Test
  void intermediateFromCertManager() {
    PlainTree tree = tree("{certManager: {issuer: {name: vault}}}", "");
    JsonNode certificate = tree.yaml("clusters/east/trust/certificate.yaml");

    assertThat(certificate.path("kind").asString()).isEqualTo("Certificate");
    assertThat(certificate.at("/metadata/namespace").asString()).isEqualTo("istio-system");
    assertThat(certificate.at("/spec/isCA").asBoolean()).isTrue();
    assertThat(certificate.at("/spec/secretName").asString()).isEqualTo("cacerts");
    assertThat(certificate.at("/spec/issuerRef/name").asString()).isEqualTo("vault");
    MountedSecret secret = MountedSecret.of(istiod(tree).at("/volumes/0")).orElseThrow();
    assertThat(secret.must()).containsExactly("tls.crt", "tls.key", "ca.crt");
  }

  /** A Secret {@code cacerts} that External Secrets or Vault's own operator fill. */
  @Test
  void intermediateFromAnotherController() {
    JsonNode istiod = istiod(tree("{external: {layout: pem}}", ""));

    MountedSecret secret = MountedSecret.of(istiod.at("/volumes/0")).orElseThrow();
    assertThat(secret.name()).isEqualTo("cacerts");
    assertThat(secret.must())
        .containsExactly("ca-cert.pem", "ca-key.pem", "cert-chain.pem", "root-cert.pem");
    assertThat(istiod.path("env").has("ENABLE_CA_SERVER")).isFalse();
    refused(
        "{generated: {}}",
        "{istiod: {pilot: {env: {ROOT_CA_DIR: /etc/cacerts}, volumes: [{name: cacerts, csi:"
            + " {driver: secrets-store.csi.k8s.io}}], volumeMounts: [{name: other, mountPath:"
            + " /etc/cacerts}]}}}",
        Map.of(
            "pilot.env.ROOT_CA_DIR", "Mesh.spec.trust.authority",
            "pilot.volumes", "Mesh.spec.trust.authority",
            "pilot.volumeMounts", "Mesh.spec.trust.authority"));
  }
}
