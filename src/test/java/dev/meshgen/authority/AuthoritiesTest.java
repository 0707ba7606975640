package dev.meshgen.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.MountedSecret;
import dev.meshgen.testing.PlainTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AuthoritiesTest {
  private static final String ISTIOD = "clusters/east/values/istiod.yaml";

  private static PlainTree tree(String authority, String... clusters) {
    String mesh =
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: retail}
        spec:
          trustDomain: retail.example
          istio: {version: "1.31.1"}
          trust:
            authority: %s
          secrets:
            sops:
              age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]
          delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
        """
            .formatted(authority);
    StringBuilder text = new StringBuilder(mesh);
    for (String cluster : clusters) {
      text.append("---\n").append(cluster);
    }
    return PlainTree.of(text.toString());
  }

  private static String cluster(String name, String more) {
    return """
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: %1$s}
        spec:
          platform: eks
          network: net-%1$s
          kubernetes: {apiServer: "https://%1$s.example:6443"}
          %2$s
        """
        .formatted(name, more);
  }

  private static final String CERT_MANAGER = "{certManager: {issuer: {name: mesh-root}}}";

  @Test
  void certManagerIsAskedForAnIntermediateInEachClusterWithAnIstiod() {
    PlainTree tree =
        tree(
            CERT_MANAGER,
            cluster("east", "eastWest: {address: 10.0.0.9}"),
            cluster("west", "controlPlane: {role: remote, primaries: [east]}"));

    assertThat(tree.paths())
        .contains("clusters/east/trust/certificate.yaml")
        .noneMatch(path -> path.startsWith("clusters/west/trust"))
        .noneMatch(path -> path.equals("trust/root-cert.pem"));
    JsonNode spec = tree.yaml("clusters/east/trust/certificate.yaml").path("spec");
    assertThat(spec.path("secretName").asString()).isEqualTo("cacerts");
    assertThat(spec.path("isCA").asBoolean()).isTrue();
    assertThat(spec.path("duration").asString()).isEqualTo("8760h");
    assertThat(spec.path("renewBefore").asString()).isEqualTo("2920h");
    assertThat(spec.at("/issuerRef/kind").asString()).isEqualTo("ClusterIssuer");
    assertThat(spec.at("/uris/0").asString()).isEqualTo("spiffe://retail.example");
    assertThat(tree.text("clusters/east/trust/kustomization.yaml")).contains("certificate.yaml");
  }

  @ParameterizedTest
  @CsvSource({
    "ecdsa-p256, ECDSA, 256",
    "ecdsa-p384, ECDSA, 384",
    "rsa-2048, RSA, 2048",
    "rsa-3072, RSA, 3072",
    "rsa-4096, RSA, 4096"
  })
  void certManagerMakesTheKeyThatTheSpecNames(String kind, String algorithm, int size) {
    PlainTree tree =
        tree(
            CERT_MANAGER + "\n    intermediate: {key: " + kind + ", validity: 100d}",
            cluster("east", ""));

    JsonNode spec = tree.yaml("clusters/east/trust/certificate.yaml").path("spec");
    assertThat(spec.at("/privateKey/algorithm").asString()).isEqualTo(algorithm);
    assertThat(spec.at("/privateKey/size").asInt()).isEqualTo(size);
    assertThat(spec.path("duration").asString()).isEqualTo("2400h");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{certManager: {issuer: {name: mesh-root}}} | tls.crt tls.key ca.crt | ''",
        "{external: {layout: tls}} | tls.crt tls.key ca.crt | ''",
        "{external: {}} | ca-cert.pem ca-key.pem cert-chain.pem root-cert.pem | ca-crl.pem"
      })
  void istiodWaitsForEveryEntryOfItsSecret(String authority, String entries, String may) {
    JsonNode values = tree(authority, cluster("east", "")).yaml(ISTIOD);

    MountedSecret secret = MountedSecret.of(values.at("/volumes/0")).orElseThrow();
    assertThat(secret.name()).isEqualTo("cacerts");
    assertThat(secret.isOptional()).isFalse();
    assertThat(secret.must()).containsExactly(entries.split(" ")).isEqualTo(secret.path());
    assertThat(String.join(" ", secret.may())).isEqualTo(may);
    assertThat(values.at("/volumeMounts/0/mountPath").asString())
        .isEqualTo(values.at("/env/ROOT_CA_DIR").asString());
  }

  @Test
  void somebodyElsesSecretIsNotInTheTree() {
    PlainTree tree = tree("{external: {}}", cluster("east", ""), cluster("west", ""));

    assertThat(tree.paths()).noneMatch(path -> path.contains("/trust/"));
    assertThat(tree.paths()).noneMatch(path -> path.contains("/trust.yaml"));
  }

  @Test
  void whereAnotherAuthoritySignsIstiodDoesNot() {
    PlainTree tree =
        tree(
            "{external: {caAddress: \"ca.cert-manager.svc:443\"}}",
            cluster("east", "eastWest: {address: 10.0.0.9}\n  istio: {dataPlane: ambient}"),
            cluster("west", "controlPlane: {role: remote, primaries: [east]}"));
    JsonNode values = tree.yaml(ISTIOD);

    assertThat(values.at("/global/caAddress").asString()).isEqualTo("ca.cert-manager.svc:443");
    assertThat(values.at("/env/ENABLE_CA_SERVER").asString()).isEqualTo("false");
    assertThat(values.at("/env").has("ROOT_CA_DIR")).isFalse();
    assertThat(values.at("/volumes/0/secret/secretName").asString()).isEqualTo("istiod-tls");
    String mount = values.at("/volumeMounts/0/mountPath").asString();
    assertThat(values.path("extraContainerArgs").toString())
        .contains(mount + "/tls.crt", mount + "/tls.key", mount + "/ca.crt");
    assertThat(tree.yaml("clusters/west/values/istiod.yaml").at("/global/caAddress").asString())
        .isEqualTo("ca.cert-manager.svc:443");
    assertThat(tree.yaml("clusters/east/values/ztunnel.yaml").path("caAddress").asString())
        .isEqualTo("ca.cert-manager.svc:443");
  }

  @Test
  void aSecretThatNoOneOpensNeedsNoRuleOfSops() {
    assertThat(tree("{external: {}}", cluster("east", "")).text(".sops.yaml"))
        .doesNotContain("root-ca");
  }

  @Test
  void eachHasItsOwnName() {
    assertThat(List.copyOf(Authorities.TYPES))
        .extracting(AuthorityType::id)
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(2);
  }
}
