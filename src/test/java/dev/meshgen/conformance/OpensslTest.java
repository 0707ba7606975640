package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.KeyKind;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Whether OpenSSL, which shares no code with us or with istiod, trusts what istiod will sign with.
 */
@Tag("conformance")
class OpensslTest {
  private static final Map<KeyKind, String> KEYS =
      Map.of(
          KeyKind.ECDSA_P256, "Public-Key: (256 bit)",
          KeyKind.ECDSA_P384, "Public-Key: (384 bit)",
          KeyKind.RSA_2048, "Public-Key: (2048 bit)",
          KeyKind.RSA_3072, "Public-Key: (3072 bit)",
          KeyKind.RSA_4096, "Public-Key: (4096 bit)");

  @EveryVariant
  void verifiesTheChainUpToTheRootThatIsPublished(
      Variant variant, Renderings renderings, @TempDir Path folder) throws IOException {
    Rendering rendering = renderings.of(variant);
    if (!holdsKeys(rendering)) {
      return;
    }
    Files.writeString(folder.resolve("published.pem"), rendering.text("trust/root-cert.pem"));
    for (Cluster cluster : rendering.istiods()) {
      write(rendering, cluster, folder);
      for (String root : new String[] {"root-cert.pem", "published.pem"}) {
        assertThat(
                openssl(
                    folder,
                    "verify",
                    // Others' authorities are not ours to judge by the letter of the standard.
                    rendering.signedBy("generated") ? "-x509_strict" : "-policy_check",
                    "-purpose",
                    "any",
                    "-CAfile",
                    root,
                    "-untrusted",
                    "cert-chain.pem",
                    "ca-cert.pem"))
            .isEqualTo("ca-cert.pem: OK\n");
      }
      assertThat(openssl(folder, "pkey", "-in", "ca-key.pem", "-pubout"))
          .isEqualTo(openssl(folder, "x509", "-in", "ca-cert.pem", "-noout", "-pubkey"));
      openssl(folder, "pkey", "-in", "ca-key.pem", "-check", "-noout");
    }
  }

  @EveryVariant
  void readsTheProfileThatIstioNeeds(Variant variant, Renderings renderings, @TempDir Path folder)
      throws IOException {
    Rendering rendering = renderings.of(variant);
    if (!holdsKeys(rendering) || !rendering.signedBy("generated")) {
      return;
    }
    write(rendering, rendering.istiods().get(0), folder);
    String root = text(folder, "root-cert.pem");
    assertThat(root)
        .contains("X509v3 Basic Constraints: critical\n CA:TRUE, pathlen:1\n")
        .contains("X509v3 Key Usage: critical\n Certificate Sign, CRL Sign\n")
        .contains(KEYS.get(rendering.mesh().trust().root().key()))
        .doesNotContain("Extended Key Usage", "Name Constraints");
    String intermediate = text(folder, "ca-cert.pem");
    assertThat(intermediate)
        .contains("X509v3 Basic Constraints: critical\n CA:TRUE, pathlen:0\n")
        .contains("X509v3 Key Usage: critical\n Certificate Sign, CRL Sign\n")
        .contains("URI:spiffe://" + rendering.mesh().trustDomain() + "\n")
        .contains("X509v3 Authority Key Identifier: \n")
        .contains(KEYS.get(rendering.mesh().trust().intermediate().key()))
        .doesNotContain("Extended Key Usage", "Name Constraints");
  }

  /**
   * What istiod does with it: a workload's certificate, verified by a peer that has the root only.
   */
  @EveryVariant
  void acceptsAWorkloadOfTheCluster(Variant variant, Renderings renderings, @TempDir Path folder)
      throws IOException {
    Rendering rendering = renderings.of(variant);
    if (!holdsKeys(rendering)) {
      return;
    }
    write(rendering, rendering.istiods().get(0), folder);
    Files.writeString(
        folder.resolve("leaf.cnf"),
        "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\n"
            + "extendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=critical,URI:spiffe://"
            + rendering.mesh().trustDomain()
            + "/ns/default/sa/default\n");
    openssl(
        folder,
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-out",
        "leaf.key");
    openssl(folder, "req", "-new", "-key", "leaf.key", "-subj", "/", "-out", "leaf.csr");
    openssl(
        folder,
        "x509",
        "-req",
        "-in",
        "leaf.csr",
        "-CA",
        "ca-cert.pem",
        "-CAkey",
        "ca-key.pem",
        "-days",
        "1",
        "-extfile",
        "leaf.cnf",
        "-out",
        "leaf.pem");
    for (String purpose : new String[] {"sslserver", "sslclient"}) {
      assertThat(
              openssl(
                  folder,
                  "verify",
                  "-purpose",
                  purpose,
                  "-CAfile",
                  "root-cert.pem",
                  "-untrusted",
                  "cert-chain.pem",
                  "leaf.pem"))
          .isEqualTo("leaf.pem: OK\n");
    }
  }

  /** A tree whose keys are elsewhere, or awaited, has no file to be judged. */
  private static boolean holdsKeys(Rendering rendering) {
    boolean rooted = List.of("generated", "files", "vault").stream().anyMatch(rendering::signedBy);
    assertThat(rendering.files().containsKey("trust/root-cert.pem")).isEqualTo(rooted);
    return rooted && rendering.mesh().sealsBySops();
  }

  private static void write(Rendering rendering, Cluster cluster, Path folder) throws IOException {
    JsonNode cacerts =
        new Sealed(rendering, "clusters/" + cluster.name() + "/trust/cacerts.sops.yaml").opened();
    assertThat(cacerts.path("stringData").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("ca-cert.pem", "ca-key.pem", "cert-chain.pem", "root-cert.pem");
    for (Map.Entry<String, JsonNode> file : cacerts.path("stringData").properties()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue().asString());
    }
  }

  /** The text of a certificate, indented by one space at most. */
  private static String text(Path folder, String file) {
    return openssl(folder, "x509", "-in", file, "-noout", "-text").replaceAll("(?m)^ +", " ");
  }

  private static String openssl(Path folder, String... arguments) {
    return Tool.OPENSSL.in(folder, Map.of(), arguments).succeeded();
  }
}
