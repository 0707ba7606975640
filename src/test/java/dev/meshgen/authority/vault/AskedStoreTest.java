package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.VaultDouble.Death;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.seal.vault.StoredFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Keys in Vault whose certificates come from people: requests are answered at another time, and an
 * authority or a whole {@code cacerts} may be imported. No key is read for it.
 */
class AskedStoreTest {
  private static final int CLUSTERS = 2;
  private final Instant now = Instant.now().minus(Duration.ofMinutes(5));

  @TempDir private Path folder;

  private static VaultAdmin admin(VaultDouble vault) {
    VaultAdmin admin = new VaultAdmin(vault.address(), VaultDouble.ROOT_TOKEN);
    admin.kvMount("kv", 2);
    return admin;
  }

  private static StoreMesh mesh(Path folder, VaultDouble vault, String authority) {
    return new StoreMesh(folder)
        .authority(authority)
        .spec("address: \"" + vault.address() + "\", mount: kv, " + StoreMesh.ESO, CLUSTERS)
        .with("VAULT_TOKEN", VaultDouble.ROOT_TOKEN);
  }

  private ForeignCa root() {
    return ForeignCa.of("O=Company,CN=Root", ForeignCa.ec("secp384r1"), now).selfSigned();
  }

  private static boolean isPair(StoreMesh mesh, String cluster, SortedMap<String, Map<?, ?>> kept)
      throws Exception {
    Object key = ((Map<?, ?>) kept.get(mesh.path(cluster)).get("data")).get("value");
    Map<String, String> files =
        StoredFile.readable(mesh.cacerts(cluster).getBytes(StandardCharsets.UTF_8));
    return RequestedIntermediate.publicKeySha256(SecretBytes.ofUtf8(String.valueOf(key)))
        .equals(CertificateFacts.of(files.get("ca-cert.pem")).publicKeySha256());
  }

  @Test
  void aKeyIsInVaultBeforeItsCertificateIsSigned() throws Exception {
    try (VaultDouble vault = VaultDouble.start()) {
      VaultAdmin admin = admin(vault);
      StoreMesh mesh = mesh(folder, vault, "{csr: {}}");
      assertThat(mesh.done("render")).contains("run `meshgen trust csr`");

      mesh.done("trust", "csr");

      assertThat(StoreMesh.kept(admin, "kv", "meshgen")).hasSize(CLUSTERS);
      assertThat(mesh.tree().get("clusters/c10/request/cacerts.vault.yaml"))
          .contains("kind: RequestedCertificateAuthority", mesh.path("c10"));
      assertThat(mesh.cacerts("c10")).isNull();
      assertThat(mesh.run("render", "--check").code()).isZero();

      ForeignCa root = root();
      mesh.workspace()
          .write(
              "a.pem", mesh.answer("c10", root, now) + mesh.answer("c11", root, now) + root.pem())
          .without("VAULT_TOKEN");
      mesh.done("trust", "import", "a.pem");

      SortedMap<String, Map<?, ?>> kept = StoreMesh.kept(admin, "kv", "meshgen");
      assertThat(isPair(mesh, "c10", kept)).isTrue();
      assertThat(isPair(mesh, "c11", kept)).isTrue();
      assertThat(mesh.tree()).doesNotContainKey("clusters/c10/request/cacerts.vault.yaml");
      assertThat(mesh.run("render", "--check").code()).isZero();
      assertThat(mesh.run("publish").code()).isZero();
      assertThat(String.join("", mesh.tree().values()) + mesh.printed())
          .doesNotContain("PRIVATE KEY", VaultDouble.ROOT_TOKEN);
    }
  }

  @ParameterizedTest
  @EnumSource(Death.class)
  void anInterruptedRequestLeavesNeitherALostNorADoubledKey(Death death) {
    int kills = 0;
    for (boolean dying = true; dying; kills++) {
      try (VaultDouble vault = VaultDouble.start()) {
        VaultAdmin admin = admin(vault);
        StoreMesh mesh = mesh(folder.resolve(death + "-" + kills), vault, "{csr: {}}");
        mesh.done("render");
        SortedMap<String, String> before = mesh.tree();
        vault.dieAt(kills, death);

        dying = mesh.run("trust", "csr").code() != 0;

        if (dying) {
          assertThat(mesh.tree()).as("killed at request %d", kills).isEqualTo(before);
        }
        vault.revive();
        SortedMap<String, Map<?, ?>> born = StoreMesh.kept(admin, "kv", "meshgen");
        mesh.done("trust", "csr");
        SortedMap<String, Map<?, ?>> kept = StoreMesh.kept(admin, "kv", "meshgen");
        assertThat(kept).as("killed at request %d", kills).hasSize(CLUSTERS);
        assertThat(kept.keySet()).containsAll(born.keySet());
        assertThat(kept).containsKeys(mesh.path("c10"), mesh.path("c11"));
      }
    }
    assertThat(kills).isGreaterThan(1 + 3 * CLUSTERS);
  }

  @Test
  void anImportedAuthoritySignsWhatIsPublished() throws Exception {
    try (VaultDouble vault = VaultDouble.start()) {
      VaultAdmin admin = admin(vault);
      StoreMesh mesh = mesh(folder, vault, "{files: {}}");
      ForeignCa root = root();
      ForeignCa issuing =
          ForeignCa.of("O=Company,CN=Mesh CA", ForeignCa.ec("secp256r1"), now)
              .pathLength(1)
              .issuedBy(root);
      mesh.workspace()
          .write("ca.pem", issuing.pem())
          .write("root.pem", root.pem())
          .write("ca-key.pem", issuing.pkcs8());
      mesh.done("trust", "import", "--certificate=ca.pem", "--key=ca-key.pem", "--chain=root.pem");
      assertThat(StoreMesh.kept(admin, "kv", "meshgen")).isEmpty();

      mesh.done("publish");

      SortedMap<String, Map<?, ?>> kept = StoreMesh.kept(admin, "kv", "meshgen");
      assertThat(kept).hasSize(CLUSTERS);
      assertThat(isPair(mesh, "c10", kept)).isTrue();
      assertThat(isPair(mesh, "c11", kept)).isTrue();
      assertThat(mesh.run("render", "--check").code()).isZero();
    }
  }

  @Test
  void importedCacertsGoToVaultAsTheyAre() throws Exception {
    try (VaultDouble vault = VaultDouble.start()) {
      VaultAdmin admin = admin(vault);
      StoreMesh mesh = mesh(folder, vault, "{files: {}}");
      ForeignCa root = root();
      ForeignCa signer =
          ForeignCa.of("O=Istio,CN=Intermediate CA", ForeignCa.ec("secp256r1"), now)
              .pathLength(0)
              .issuedBy(root);
      String certs = "certs/c10/";
      mesh.workspace()
          .write(certs + "ca-cert.pem", signer.pem())
          .write(certs + "ca-key.pem", signer.pkcs8())
          .write(certs + "cert-chain.pem", signer.pem() + root.pem())
          .write(certs + "root-cert.pem", root.pem());

      mesh.done("trust", "import", "--cacerts", "certs");

      SortedMap<String, Map<?, ?>> kept = StoreMesh.kept(admin, "kv", "meshgen");
      assertThat(kept).hasSize(1);
      assertThat(isPair(mesh, "c10", kept)).isTrue();
      assertThat(mesh.done("render")).contains("no key has been published yet for \"c11\"");
      // Nothing is there to sign another with; what was imported stays.
      SortedMap<String, String> before = mesh.tree();
      assertThat(mesh.run("publish").code()).isNotZero();
      assertThat(mesh.tree()).isEqualTo(before);
    }
  }
}
