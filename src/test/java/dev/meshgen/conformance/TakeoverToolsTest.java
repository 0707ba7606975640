package dev.meshgen.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Held;
import dev.meshgen.seal.sops.SopsFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real OpenSSL makes is taken over, and what is signed with it OpenSSL accepts. */
@Tag("conformance")
class TakeoverToolsTest {
  private static final String CLUSTERS = "keys/clusters.agekey";
  private static final String PASSWORD = "pass:correct horse";

  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void writeSpec() {
    workspace = new Workspace(folder).at(Instant.now().plusSeconds(60));
    String root = workspace.identity("keys/root.agekey");
    String clusters = workspace.identity(CLUSTERS);
    workspace.write(
        "mesh.yaml",
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: retail}
        spec:
          trustDomain: retail.example
          istio: {version: "1.30.5"}
          trust: {authority: {files: {}}}
          secrets: {sops: {age: [%s], root: {age: [%s]}}}
          delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
        """
                .formatted(clusters, root)
            + cluster("east")
            + cluster("west"));
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

  private void openssl(String... arguments) {
    Tool.OPENSSL.in(folder, Map.of(), arguments).succeeded();
  }

  private void meshgen(String... arguments) {
    Workspace.Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
  }

  private void key(String kind, String file) {
    String[] words = kind.split(":");
    if (words[0].equals("rsa")) {
      openssl("genrsa", "-traditional", "-out", file, words[1]);
    } else {
      openssl("ecparam", "-genkey", "-noout", "-name", words[1], "-out", file);
    }
  }

  /** The configuration of tools/certs/common.mk. */
  private void request(String name, String subject, String extensions) {
    workspace.write(
        name + ".conf",
        "[req]\nprompt = no\nutf8 = yes\ndefault_md = sha256\ndistinguished_name = dn\n[dn]\n"
            + subject
            + "\n[ext]\nsubjectKeyIdentifier = hash\nkeyUsage = critical, digitalSignature,"
            + " nonRepudiation, keyEncipherment, keyCertSign\n"
            + extensions
            + "\n");
    openssl(
        "req", "-new", "-key", name + "-key.pem", "-config", name + ".conf", "-out", name + ".csr");
  }

  private void root(String kind) {
    key(kind, "root-key.pem");
    request("root", "O = Istio\nCN = Root CA", "basicConstraints = critical, CA:true");
    sign("root", "-signkey", "root-key.pem");
  }

  private void sign(String name, String... by) {
    List<String> words =
        new ArrayList<>(List.of("x509", "-req", "-sha256", "-days", "730", "-extensions", "ext"));
    words.addAll(List.of("-extfile", name + ".conf", "-in", name + ".csr"));
    words.addAll(List.of("-out", name + "-cert.pem"));
    words.addAll(List.of(by));
    openssl(words.toArray(new String[0]));
  }

  private void signBelow(String name, String issuer) {
    sign(name, "-CA", issuer + "-cert.pem", "-CAkey", issuer + "-key.pem", "-CAcreateserial");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa:4096", "ec:prime256v1", "ec:secp384r1"})
  void keepsWhatIstiosMakefileMakes(String kind) throws Exception {
    root(kind);
    for (String cluster : List.of("east", "west")) {
      key(kind, cluster + "-key.pem");
      request(
          cluster,
          "O = Istio\nCN = Intermediate CA\nL = " + cluster,
          "basicConstraints = critical, CA:true, pathlen:0\nsubjectAltName ="
              + " DNS:istiod.istio-system.svc");
      signBelow(cluster, "root");
      String certificate = workspace.read(cluster + "-cert.pem");
      workspace
          .write("certs/" + cluster + "/ca-cert.pem", certificate)
          .write("certs/" + cluster + "/ca-key.pem", workspace.read(cluster + "-key.pem"))
          .write(
              "certs/" + cluster + "/cert-chain.pem", certificate + workspace.read("root-cert.pem"))
          .write("certs/" + cluster + "/root-cert.pem", workspace.read("root-cert.pem"));
    }

    meshgen("trust", "import", "--cacerts=certs");

    for (String cluster : List.of("east", "west")) {
      assertThat(sealed(cluster)).isEqualTo(workspace.tree("certs/" + cluster));
    }
    meshgen("render", "--check");
  }

  private Map<String, String> sealed(String cluster) throws Exception {
    Map<String, String> files = new TreeMap<>();
    String environment = folder.resolve(CLUSTERS).toString();
    byte[] bytes = workspace.bytes("rendered/clusters/" + cluster + "/trust/cacerts.sops.yaml");
    try (SecretManifest manifest =
        SopsFile.open(bytes, Held.in(Map.of("SOPS_AGE_KEY_FILE", environment)))) {
      manifest
          .values()
          .forEach((name, value) -> files.put(name, new String(value.copy(), ISO_8859_1)));
    }
    return files;
  }

  /** Every way in which OpenSSL encrypts a key, now and in the past. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa -traditional -aes256",
        "rsa -traditional -aes128",
        "rsa -traditional -des3",
        "pkcs8 -topk8",
        "pkcs8 -topk8 -scrypt",
        "pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA512",
        "pkcs8 -topk8 -v2 des3 -v2prf hmacWithSHA1"
      })
  void opensItsEncryptedKeys(String how) {
    root("rsa:2048");
    List<String> words = new ArrayList<>(List.of(how.split(" ")));
    words.addAll(List.of("-in", "root-key.pem", "-passout", PASSWORD, "-out", "encrypted.pem"));
    openssl(words.toArray(new String[0]));
    workspace.write("right", PASSWORD.substring(5) + "\n").write("wrong", "wrong\n");
    String[] command = {
      "trust",
      "import",
      "--certificate=root-cert.pem",
      "--key=encrypted.pem",
      "--password-file=wrong"
    };

    assertThat(workspace.run(command).err()).contains("error[MG1049]");
    command[4] = "--password-file=right";
    meshgen(command);
  }

  @Test
  void opensItsKeyStores() {
    root("rsa:2048");
    openssl(
        "pkcs12",
        "-export",
        "-inkey",
        "root-key.pem",
        "-in",
        "root-cert.pem",
        "-passout",
        PASSWORD,
        "-out",
        "root.p12");
    workspace.with("PW", PASSWORD.substring(5));

    meshgen("trust", "import", "--pkcs12=root.p12", "--password-env=PW");
  }

  /** A peer in the other cluster has the company's root, and is sent the chain. */
  @Test
  void acceptsAWorkloadBelowACompanyRoot() throws Exception {
    root("rsa:4096");
    key("ec:secp384r1", "policy-key.pem");
    request("policy", "CN = policy", "basicConstraints = critical, CA:true, pathlen:2");
    signBelow("policy", "root");
    key("ec:prime256v1", "issuing-key.pem");
    request("issuing", "CN = issuing", "basicConstraints = critical, CA:true, pathlen:1");
    signBelow("issuing", "policy");
    workspace.write(
        "above.pem", workspace.read("policy-cert.pem") + workspace.read("root-cert.pem"));
    meshgen(
        "trust",
        "import",
        "--certificate=issuing-cert.pem",
        "--key=issuing-key.pem",
        "--chain=above.pem");
    workspace.holding("keys/root.agekey");

    meshgen("render");

    for (String cluster : List.of("east", "west")) {
      sealed(cluster).forEach((name, text) -> workspace.write("istiod/" + name, text));
      key("ec:prime256v1", "leaf-key.pem");
      workspace.write(
          "leaf.conf",
          "[ext]\nbasicConstraints = critical, CA:false\nextendedKeyUsage = serverAuth,"
              + " clientAuth\nsubjectAltName = critical,"
              + " URI:spiffe://retail.example/ns/default/sa/default\n");
      openssl("req", "-new", "-key", "leaf-key.pem", "-subj", "/", "-out", "leaf.csr");
      sign("leaf", "-CA", "istiod/ca-cert.pem", "-CAkey", "istiod/ca-key.pem");
      for (String purpose : List.of("sslserver", "sslclient")) {
        openssl(
            "verify",
            "-purpose",
            purpose,
            "-CAfile",
            "root-cert.pem",
            "-untrusted",
            "istiod/cert-chain.pem",
            "leaf-cert.pem");
      }
      assertThat(workspace.read("istiod/cert-chain.pem"))
          .endsWith(workspace.read("policy-cert.pem"))
          .doesNotContain(workspace.read("root-cert.pem"));
    }
  }
}
