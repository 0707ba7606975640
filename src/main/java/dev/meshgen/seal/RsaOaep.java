package dev.meshgen.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA-OAEP with SHA-256 in both of its places, as Go's {@code rsa.EncryptOAEP} does it. */
public final class RsaOaep {
  /** The fewest to seal for. */
  public static final int FEWEST_BITS = 2048;

  private RsaOaep() {}

  /**
   * Encrypts a few bytes: a key.
   *
   * @param label what they are bound to; empty for nothing
   */
  public static byte[] seal(byte[] plain, RSAPublicKey key, String label, SecureRandom random) {
    try {
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
      rsa.init(Cipher.ENCRYPT_MODE, key, padding(label), random);
      return rsa.doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a JDK without RSA-OAEP", e);
    }
  }

  /** How a few bytes are padded that are bound to a label: the JDK's default is MGF1 with SHA-1. */
  public static OAEPParameterSpec padding(String label) {
    return new OAEPParameterSpec(
        "SHA-256",
        "MGF1",
        MGF1ParameterSpec.SHA256,
        new PSource.PSpecified(label.getBytes(StandardCharsets.UTF_8)));
  }
}
