package dev.meshgen.seal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.VaultAdmin;
import dev.meshgen.authority.vault.VaultDouble;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.StoredFacts;
import dev.meshgen.model.Origins;
import dev.meshgen.model.StoreReader;
import dev.meshgen.model.VaultStore;
import dev.meshgen.yaml.YamlMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who keeps secrets in Vault may type a token, as who has Vault sign. */
class TypedTokenTest {
  @TempDir Path folder;

  @Test
  void aTokenThatIsNowhereElseIsAskedFor() throws VaultFailed {
    List<String> asked = new ArrayList<>();
    try (VaultDouble vault = VaultDouble.start()) {
      new VaultAdmin(vault.address(), VaultDouble.ROOT_TOKEN).kvMount("kv", 2);
      VaultAccess.Surroundings around =
          new VaultAccess.Surroundings(
              Map.of("VAULT_ADDR", vault.address()),
              folder,
              what -> {
                asked.add(what);
                return Optional.of(SecretBytes.ofUtf8(VaultDouble.ROOT_TOKEN));
              });

      try (KvStore store = KvStore.connect(settings(), around)) {
        store.put(
            new StoredFacts("kv", "mesh/a"),
            "id",
            Map.of(),
            Map.of("value", SecretBytes.ofUtf8("x")));
        assertThat(store.below("mesh")).hasSize(1);
      }
    }
    assertThat(asked).containsExactly("token of Vault");
  }

  private static VaultStore settings() {
    Span at = Span.of("mesh.yaml");
    return new VaultStore(
        "kv",
        "mesh",
        new StoreReader(StoreReader.Kind.EXTERNAL_SECRETS, "1h", Optional.empty()),
        new Origins(new YamlMap(at, Map.of()), at));
  }
}
