package dev.meshgen.pki;

import java.security.GeneralSecurityException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The ciphers that private keys are encrypted with. */
enum CipherName {
  AES_128("AES-128-CBC", "2.16.840.1.101.3.4.1.2", "AES", 16),
  AES_192("AES-192-CBC", "2.16.840.1.101.3.4.1.22", "AES", 24),
  AES_256("AES-256-CBC", "2.16.840.1.101.3.4.1.42", "AES", 32),
  DES_EDE3("DES-EDE3-CBC", "1.2.840.113549.3.7", "DESede", 24);

  private final String pem;
  private final String oid;
  private final String algorithm;
  private final int keyLength;

  CipherName(String pem, String oid, String algorithm, int keyLength) {
    this.pem = pem;
    this.oid = oid;
    this.algorithm = algorithm;
    this.keyLength = keyLength;
  }

  int keyLength() {
    return keyLength;
  }

  static CipherName ofPem(String name, String text) throws PkiException {
    for (CipherName each : values()) {
      if (each.pem.equals(text)) {
        return each;
      }
    }
    throw unknown(name, text);
  }

  static CipherName ofOid(String name, String oid) throws PkiException {
    for (CipherName each : values()) {
      if (each.oid.equals(oid)) {
        return each;
      }
    }
    throw unknown(name, oid);
  }

  static PkiException unknown(String name, String scheme) {
    return new PkiException(
        ImportFlaw.KEY,
        name
            + " is encrypted with "
            + scheme
            + ", which is not supported; convert it with `openssl pkcs8 -topk8 -v2 aes256`");
  }

  /** The plaintext; the caller overwrites it. */
  byte[] decrypt(String name, byte[] key, byte[] iv, byte[] ciphertext) throws PkiException {
    try {
      Cipher cipher = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, algorithm), new IvParameterSpec(iv));
      return cipher.doFinal(ciphertext);
    } catch (BadPaddingException e) {
      throw PrivateKeyFile.wrongPassword(name);
    } catch (GeneralSecurityException e) {
      throw new PkiException(ImportFlaw.KEY, name + " holds an encrypted key that is malformed");
    }
  }
}
