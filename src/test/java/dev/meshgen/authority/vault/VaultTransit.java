package dev.meshgen.authority.vault;

import dev.meshgen.authority.vault.VaultEngines.Asked;
import dev.meshgen.authority.vault.VaultEngines.Refused;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The transit engine behind {@link VaultDouble}, with keys of type aes256-gcm96. */
final class VaultTransit {
  private static final int NONCE = 12;
  private static final String PREFIX = "vault:v1:";

  private final Map<String, byte[]> keys = new TreeMap<>();
  private final SecureRandom random = new SecureRandom();

  /** Whether it would make a key: Vault does so for whoever may create. */
  boolean creates(Asked asked, String path) {
    return path.contains("/encrypt/") && !keys.containsKey(name(path));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  Map<String, ?> answer(Asked asked, String path) {
    if (!asked.writes()) {
      throw new Refused(405, "unsupported operation");
    }
    String verb = path.substring(0, path.lastIndexOf('/')).replaceFirst(".*/", "");
    return switch (verb) {
      case "keys" -> {
        only(asked, "type");
        keys.computeIfAbsent(name(path), name -> bytes(32));
        yield Map.of();
      }
      case "encrypt" -> encrypt(asked, keys.computeIfAbsent(name(path), name -> bytes(32)));
      case "decrypt" -> decrypt(asked, name(path));
      default -> throw new Refused(404, "unsupported path");
    };
  }

  private byte[] bytes(int length) {
    byte[] made = new byte[length];
    random.nextBytes(made);
    return made;
  }

  private static void only(Asked asked, String... known) {
    for (String field : asked.fields().keySet()) {
      if (!Set.of(known).contains(field)) {
        throw new Refused(400, "nothing here reads " + field);
      }
    }
  }

  private Map<String, ?> encrypt(Asked asked, byte[] key) {
    only(asked, "plaintext");
    byte[] clear;
    try {
      clear = Base64.getDecoder().decode(asked.text("plaintext"));
    } catch (IllegalArgumentException e) {
      throw new Refused(400, "failed to base64-decode plaintext");
    }
    byte[] nonce = bytes(NONCE);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, clear);
    byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE, sealed.length);
    return Map.of(
        "data",
        Map.of("ciphertext", PREFIX + Base64.getEncoder().encodeToString(all), "key_version", 1));
  }

  private Map<String, ?> decrypt(Asked asked, String name) {
    only(asked, "ciphertext");
    if (!keys.containsKey(name)) {
      throw new Refused(400, "encryption key not found");
    }
    String text = asked.text("ciphertext");
    if (!text.startsWith(PREFIX)) {
      throw new Refused(400, "invalid ciphertext: no prefix");
    }
    byte[] all = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    byte[] clear =
        run(
            Cipher.DECRYPT_MODE,
            keys.get(name),
            Arrays.copyOf(all, NONCE),
            Arrays.copyOfRange(all, NONCE, all.length));
    return Map.of("data", Map.of("plaintext", Base64.getEncoder().encodeToString(clear)));
  }

  private static byte[] run(int mode, byte[] key, byte[] nonce, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new Refused(400, "cipher: message authentication failed");
    }
  }
}
