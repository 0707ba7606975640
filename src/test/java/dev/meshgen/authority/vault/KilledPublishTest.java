package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.VaultDouble.Death;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.vault.StoredFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A publish that ends at any request. For Vault, and for the tree, which is written at the end, a
 * process that was killed and one whose requests are all refused from then on are the same.
 */
class KilledPublishTest {
  private static final int CLUSTERS = 2;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Death.class)
  void leavesNeitherALostNorADoubledKey(Death death) throws SealException, PkiException {
    int kills = 0;
    for (boolean dying = true; dying; kills++) {
      try (VaultDouble vault = VaultDouble.start()) {
        VaultAdmin admin = new VaultAdmin(vault.address(), VaultDouble.ROOT_TOKEN);
        admin.kvMount("kv", 2);
        StoreMesh mesh =
            new StoreMesh(folder.resolve(death + "-" + kills))
                .spec("address: \"" + vault.address() + "\", mount: kv, " + StoreMesh.ESO, CLUSTERS)
                .with("VAULT_TOKEN", VaultDouble.ROOT_TOKEN);
        mesh.done("render");
        SortedMap<String, String> before = mesh.tree();
        vault.dieAt(kills, death);

        dying = mesh.run("publish").code() != 0;

        if (dying) {
          assertThat(mesh.tree()).as("killed at request %d", kills).isEqualTo(before);
        }
        vault.revive();
        Set<String> born = StoreMesh.kept(admin, "kv", "meshgen").keySet();
        mesh.done("publish");
        SortedMap<String, Map<?, ?>> kept = StoreMesh.kept(admin, "kv", "meshgen");
        assertThat(kept).as("killed at request %d", kills).hasSize(CLUSTERS);
        assertThat(kept.keySet()).containsAll(new HashSet<>(born));
        for (String cluster : Set.of("c10", "c11")) {
          assertThat(isPair(mesh, cluster, kept)).as("killed at request %d", kills).isTrue();
        }
        assertThat(mesh.run("render", "--check").code()).isZero();
        assertThat(mesh.printed()).doesNotContain("PRIVATE KEY", VaultDouble.ROOT_TOKEN);
      }
    }
    // For each cluster a list, the metadata and the key; and before that the kind of the mount.
    assertThat(kills).isGreaterThan(1 + 3 * CLUSTERS);
  }

  private static boolean isPair(StoreMesh mesh, String cluster, SortedMap<String, Map<?, ?>> kept)
      throws SealException, PkiException {
    Object key = ((Map<?, ?>) kept.get(mesh.path(cluster)).get("data")).get("value");
    byte[] file = mesh.cacerts(cluster).getBytes(StandardCharsets.UTF_8);
    return RequestedIntermediate.publicKeySha256(SecretBytes.ofUtf8(String.valueOf(key)))
        .equals(
            CertificateFacts.of(StoredFile.readable(file).get("ca-cert.pem")).publicKeySha256());
  }

  @Test
  void takesAnAnswerThatGotLostForWhatItWas() throws SealException, PkiException {
    try (VaultDouble vault = VaultDouble.start()) {
      VaultAdmin admin = new VaultAdmin(vault.address(), VaultDouble.ROOT_TOKEN);
      admin.kvMount("kv", 2);
      StoreMesh mesh =
          new StoreMesh(folder)
              .spec("address: \"" + vault.address() + "\", mount: kv, " + StoreMesh.ESO, CLUSTERS)
              .with("VAULT_TOKEN", VaultDouble.ROOT_TOKEN);
      vault.loseAnswersOnce();

      mesh.done("publish");

      SortedMap<String, Map<?, ?>> kept = StoreMesh.kept(admin, "kv", "meshgen");
      assertThat(kept).hasSize(CLUSTERS);
      assertThat(isPair(mesh, "c10", kept)).isTrue();
      assertThat(isPair(mesh, "c11", kept)).isTrue();
    }
  }
}
