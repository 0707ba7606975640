package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.testing.ConsumerYaml;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The real OpenSSL signs requests, and sops opens what was completed without a key. */
@Tag("conformance")
class CeremonyTest {
  private static final String CLUSTERS = "keys/clusters.agekey";
  private static final List<String> NAMES = List.of("east", "west");

  @TempDir Path folder;

  private void openssl(String... arguments) {
    Tool.OPENSSL.in(folder, Map.of(), arguments).succeeded();
  }

  private static String cluster(String name) {
    return """
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: %1$s}
        spec: {platform: eks, network: net-%1$s, kubernetes: {apiServer: "https://%1$s.example:6443"}}
        """
        .formatted(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecdsa-p256", "ecdsa-p384", "rsa-2048"})
  void everyWorkloadVerifiesBelowTheRootOfTheCompany(String kind) {
    Workspace workspace = new Workspace(folder).at(Instant.now().plusSeconds(60));
    workspace.write(
        "mesh.yaml",
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: retail}
        spec:
          trustDomain: retail.example
          istio: {version: "1.30.5"}
          trust: {authority: {csr: {}}, intermediate: {key: %s}}
          secrets: {sops: {age: [%s]}}
          delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
        """
                .formatted(kind, workspace.identity(CLUSTERS))
            + cluster("east")
            + cluster("west"));
    succeeds(workspace.run("trust", "csr"));
    authority(workspace);
    for (String name : NAMES) {
      String request = "rendered/clusters/" + name + "/request/cacerts.csr.pem";
      openssl("req", "-in", request, "-verify", "-noout");
      sign(request, name + ".pem", "issuing", "-days", "365", "-copy_extensions", "copy");
    }

    Workspace.Run imported =
        workspace.run("trust", "import", "west.pem", "root.pem", "east.pem", "issuing.pem");

    succeeds(imported);
    assertThat(imported.err()).doesNotContain("MG106");
    succeeds(workspace.run("render", "--check"));
    workspace.write("trusted.pem", workspace.read("root.pem"));
    for (String name : NAMES) {
      open(workspace, name);
      leaf(workspace, name);
      openssl(
          "verify",
          "-x509_strict",
          "-CAfile",
          "trusted.pem",
          "-untrusted",
          name + "-chain.pem",
          name + "-leaf.pem");
    }
  }

  private static void succeeds(Workspace.Run run) {
    assertThat(run.code()).as(run.err()).isZero();
  }

  private void sign(String request, String file, String issuer, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("x509", "-req", "-sha256", "-in", request, "-out", file, "-CAcreateserial"));
    words.addAll(List.of("-CA", issuer + ".pem", "-CAkey", issuer + "-key.pem"));
    words.addAll(List.of(more));
    openssl(words.toArray(String[]::new));
  }

  /** A root, and an authority below it that has room for one more. */
  private void authority(Workspace workspace) {
    openssl("ecparam", "-genkey", "-noout", "-name", "secp384r1", "-out", "root-key.pem");
    openssl(
        "req",
        "-x509",
        "-key",
        "root-key.pem",
        "-out",
        "root.pem",
        "-days",
        "3650",
        "-subj",
        "/O=Company/CN=Root",
        "-addext",
        "basicConstraints=critical,CA:TRUE",
        "-addext",
        "keyUsage=critical,keyCertSign,cRLSign");
    openssl("genrsa", "-out", "issuing-key.pem", "2048");
    openssl(
        "req",
        "-new",
        "-key",
        "issuing-key.pem",
        "-out",
        "issuing.csr",
        "-subj",
        "/O=Company/CN=Issuing");
    workspace.write(
        "issuing.ext",
        """
        basicConstraints=critical,CA:TRUE,pathlen:1
        keyUsage=critical,keyCertSign,cRLSign
        subjectKeyIdentifier=hash
        authorityKeyIdentifier=keyid
        """);
    sign("issuing.csr", "issuing.pem", "root", "-days", "1000", "-extfile", "issuing.ext");
  }

  private void open(Workspace workspace, String name) {
    String sealed = "rendered/clusters/" + name + "/trust/cacerts.sops.yaml";
    Map<String, String> identity = Map.of("SOPS_AGE_KEY_FILE", folder.resolve(CLUSTERS).toString());
    JsonNode secret =
        ConsumerYaml.readOne(Tool.SOPS.in(folder, identity, "decrypt", sealed).succeeded());
    JsonNode files = secret.get("stringData");
    workspace.write(name + "-ca-key.pem", files.get("ca-key.pem").asString());
    workspace.write(name + "-ca.pem", files.get("ca-cert.pem").asString());
    workspace.write(name + "-chain.pem", files.get("cert-chain.pem").asString());
    assertThat(files.get("root-cert.pem").asString()).isEqualTo(workspace.read("root.pem"));
  }

  /** As istiod signs workloads: no subject, the identity alone. */
  private void leaf(Workspace workspace, String name) {
    openssl("ecparam", "-genkey", "-noout", "-name", "prime256v1", "-out", name + "-leaf-key.pem");
    openssl(
        "req", "-new", "-key", name + "-leaf-key.pem", "-out", name + "-leaf.csr", "-subj", "/");
    workspace.write(
        name + ".ext",
        """
        keyUsage=critical,digitalSignature,keyEncipherment
        extendedKeyUsage=serverAuth,clientAuth
        basicConstraints=critical,CA:FALSE
        subjectAltName=critical,URI:spiffe://retail.example/ns/shop/sa/web
        authorityKeyIdentifier=keyid
        """);
    workspace.write("leaf-issuer.pem", workspace.read(name + "-ca.pem"));
    workspace.write("leaf-issuer-key.pem", workspace.read(name + "-ca-key.pem"));
    sign(
        name + "-leaf.csr",
        name + "-leaf.pem",
        "leaf-issuer",
        "-days",
        "1",
        "-extfile",
        name + ".ext");
  }
}
