package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file of a private key as other tools write it: PKCS#1, SEC1 or PKCS#8, each with or without a
 * password, among other text and blocks.
 */
public final class PrivateKeyFile {
  private static final String LABEL_END = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private PrivateKeyFile() {}

  /**
   * The key as unencrypted PKCS#8 in PEM; the caller closes it.
   *
   * @param name what is read, for messages
   * @param password in UTF-8, if there is one; left to the caller to erase
   * @throws PkiException naming what is wrong, without any part of the file
   */
  public static SecretBytes read(String name, byte[] file, Optional<SecretBytes> password)
      throws PkiException {
    Optional<LegacyPem> legacy = LegacyPem.find(name, file);
    if (legacy.isPresent()) {
      try (LegacyPem encrypted = legacy.get()) {
        byte[] der = encrypted.decrypt(required(name, password));
        return opened(name, encrypted.label(), der);
      }
    }
    List<Pem.Block> blocks;
    try {
      blocks = X509Bundle.blocks(name, file);
    } catch (PkiException e) {
      throw new PkiException(ImportFlaw.KEY, e.getMessage());
    }
    try {
      return only(name, blocks, password);
    } finally {
      blocks.forEach(block -> Arrays.fill(block.der(), (byte) 0));
    }
  }

  private static SecretBytes only(
      String name, List<Pem.Block> blocks, Optional<SecretBytes> password) throws PkiException {
    List<Pem.Block> keys =
        blocks.stream().filter(block -> block.label().endsWith(LABEL_END)).toList();
    if (keys.size() != 1) {
      throw new PkiException(
          ImportFlaw.KEY,
          name
              + (keys.isEmpty()
                  ? " holds no private key" + instead(blocks)
                  : " holds " + keys.size() + " private keys instead of one"));
    }
    Pem.Block key = keys.get(0);
    if (key.label().equals(ENCRYPTED)) {
      byte[] der = EncryptedPkcs8.decrypt(name, key.der(), required(name, password));
      return opened(name, Pem.PRIVATE_KEY, der);
    }
    return pem(SigningKeys.read(name, key.label(), key.der()));
  }

  private static String instead(List<Pem.Block> blocks) {
    return blocks.isEmpty()
        ? " in PEM"
        : ", but " + String.join(", ", blocks.stream().map(Pem.Block::label).distinct().toList());
  }

  /** A wrong password decrypts to noise, of which one in 256 has the right padding. */
  private static SecretBytes opened(String name, String label, byte[] der) throws PkiException {
    try {
      return pem(SigningKeys.read(name, label, der));
    } catch (PkiException e) {
      if (e.flaw() == ImportFlaw.ALGORITHM) {
        throw e;
      }
      throw wrongPassword(name);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  static PkiException wrongPassword(String name) {
    return new PkiException(
        ImportFlaw.PASSWORD, name + " cannot be decrypted with the given password");
  }

  private static SecretBytes required(String name, Optional<SecretBytes> password)
      throws PkiException {
    return password.orElseThrow(
        () ->
            new PkiException(
                ImportFlaw.PASSWORD, name + " is encrypted, but no password is given"));
  }

  /** Whether a file needs a password. */
  public static boolean isEncrypted(byte[] file) {
    return ByteText.contains(file, Pem.BEGIN + ENCRYPTED)
        || ByteText.contains(file, LegacyPem.MARK);
  }

  private static SecretBytes pem(SigningKey key) {
    byte[] der = key.pkcs8();
    SecretBytes pem = SecretBytes.owning(Pem.encodeBytes(Pem.PRIVATE_KEY, der));
    Arrays.fill(der, (byte) 0);
    return pem;
  }
}
