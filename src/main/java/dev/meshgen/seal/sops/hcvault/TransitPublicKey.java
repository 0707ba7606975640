package dev.meshgen.seal.sops.hcvault;

import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import dev.meshgen.seal.RsaOaep;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.sops.DataKey;
import dev.meshgen.yaml.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The public half of an RSA key in a transit engine, as Vault hands it out. What it encrypts is
 * what the engine would answer (OpenBao, {@code sdk/helper/keysutil/policy.go}).
 */
final class TransitPublicKey {
  private static final int MAX_FILE = 1 << 20;
  private static final String PUBLIC_KEY = "PUBLIC KEY";

  private final RSAPublicKey key;
  private final String version;

  private TransitPublicKey(RSAPublicKey key, String version) {
    this.key = key;
    this.version = version;
  }

  /**
   * Reads what {@code vault read -format=json transit/keys/NAME} printed.
   *
   * @throws SealException if it is not of an RSA key with this name
   */
  static TransitPublicKey read(Path file, String name) throws SealException {
    byte[] content;
    try (InputStream stream = Files.newInputStream(file)) {
      content = stream.readNBytes(MAX_FILE);
    } catch (IOException e) {
      throw unusable(file, "cannot be read");
    }
    try {
      return of(content, name);
    } catch (SealException e) {
      throw unusable(file, e.getMessage());
    }
  }

  private static TransitPublicKey of(byte[] content, String name) throws SealException {
    Map<?, ?> answer =
        JsonObject.parse(content).orElseThrow(() -> unusable("is not JSON printed by Vault"));
    Map<?, ?> data = answer.get("data") instanceof Map<?, ?> inner ? inner : answer;
    if (!(data.get("keys") instanceof Map<?, ?> keys)
        || !(data.get("type") instanceof String type)) {
      throw unusable("does not describe a transit key");
    }
    if (!name.equals(data.get("name"))) {
      throw unusable("does not describe the key \"" + name + "\"");
    }
    if (!type.startsWith("rsa-")) {
      throw unusable("describes a key not of type rsa, with which only Vault can encrypt");
    }
    if (!(data.get("latest_version") instanceof BigDecimal latest)
        || !(keys.get(latest.toPlainString()) instanceof Map<?, ?> newest)
        || !(newest.get("public_key") instanceof String pem)) {
      throw unusable("lacks the public key of the latest version");
    }
    return new TransitPublicKey(rsa(pem), latest.toPlainString());
  }

  private static RSAPublicKey rsa(String pem) throws SealException {
    try {
      List<Pem.Block> blocks = Pem.decode(pem.getBytes(StandardCharsets.UTF_8));
      if (blocks.size() == 1 && blocks.get(0).label().equals(PUBLIC_KEY)) {
        X509EncodedKeySpec encoded = new X509EncodedKeySpec(blocks.get(0).der());
        RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(encoded);
        if (key.getModulus().bitLength() >= RsaOaep.FEWEST_BITS) {
          return key;
        }
      }
    } catch (MalformedPem | GeneralSecurityException e) {
      throw unusable("holds an unreadable public key");
    }
    throw unusable("holds no RSA key of " + RsaOaep.FEWEST_BITS + " bits or more");
  }

  /** What the engine would answer for a data key, or for a share of one. */
  String encrypt(DataKey dataKey, SecureRandom random) {
    byte[] sealed = RsaOaep.seal(dataKey.reveal(), key, "", random);
    return "vault:v" + version + ":" + Base64.getEncoder().encodeToString(sealed);
  }

  private static SealException unusable(Path file, String what) {
    return unusable(file + " " + what);
  }

  private static SealException unusable(String what) {
    return new SealException(Reason.BAD_KEY_FILE, what);
  }
}
