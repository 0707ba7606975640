package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class MacDigestTest {
  private static final String STAMP = "2026-01-01T00:00:00Z";

  private final SecureRandom random = new SecureRandom();

  private EncryptedValue seal(DataKey key, byte[] plaintext, String boundTo) {
    byte[] iv = new byte[EncryptedValue.IV_LENGTH];
    random.nextBytes(iv);
    return key.encrypt(plaintext, boundTo, iv);
  }

  private String file(DataKey key, boolean sealedOnly, String name) {
    byte[] secret = "x".getBytes(StandardCharsets.UTF_8);
    var mac = new MacDigest(sealedOnly);
    mac.addReadable("cacerts");
    mac.addSealed(secret);
    return "name: "
        + name
        + "\ndata:\n    a: "
        + seal(key, secret, "data:a:")
        + "\nsops:\n"
        + "    encrypted_regex: ^(data|stringData)$\n    lastmodified: \""
        + STAMP
        + "\"\n"
        + "    mac: "
        + seal(key, mac.finish(), STAMP)
        + "\n    mac_only_encrypted: true\n";
  }

  private static SecretManifest open(DataKey key, String file) throws SealException {
    YamlMap document = SopsDocument.read(file.getBytes(StandardCharsets.UTF_8));
    return new SopsOpener(key, SopsMetadata.of(document)).open(document);
  }

  @Test
  void leavesReadableFieldsOutIfTheFileSaysSo() throws Exception {
    DataKey key = DataKey.generate(random);
    assertThat(open(key, file(key, true, "cacerts")).text("name")).contains("cacerts");
    assertThat(open(key, file(key, true, "other")).text("name")).contains("other");
  }

  @Test
  void keepsOneKindOfMacFromPassingForTheOther() {
    DataKey key = DataKey.generate(random);
    String file = file(key, false, "cacerts");
    assertThatThrownBy(() -> open(key, file))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("MAC does not match");
  }
}
