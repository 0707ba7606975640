package dev.meshgen.seal.sops.age;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import dev.meshgen.bytes.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * How age wraps a file key for its own kind of keys (C2SP age.md, X25519). Bouncy Castle multiplies
 * points in a third of the time that the JDK takes: a mesh has a thousand files, for several
 * readers each, and all of them are opened to be sealed for one more.
 */
final class X25519Stanza {
  private static final String TYPE = "X25519";
  private static final String INFO = "age-encryption.org/v1/X25519";

  /** Of a wrapped file key: its 16 bytes and a tag. */
  private static final int BODY_LENGTH = 16 + 16;

  private X25519Stanza() {}

  /** For a public key that {@link AgeRecipient#problem} found right. */
  static RecipientStanzaWriter writer(byte[] point, SecureRandom random) {
    return fileKey -> {
      byte[] secret = fileKey.getEncoded();
      byte[] ephemeral = SshStanza.scalar(random);
      byte[] share = new byte[SshStanza.KEY_LENGTH];
      try {
        X25519.scalarMultBase(ephemeral, 0, share, 0);
        byte[] wrapping = wrappingKey(ephemeral, point, share, point);
        byte[] body = SshStanza.chacha(Cipher.ENCRYPT_MODE, wrapping, secret);
        return List.of(new SshStanza.Stanza(TYPE, List.of(SshStanza.base64(share)), body));
      } finally {
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(ephemeral, (byte) 0);
      }
    };
  }

  /**
   * Opens what is wrapped for an identity: the stanzas do not say for whom they are.
   *
   * @param kept the scalar; belongs to the caller
   * @param point its public key
   */
  static RecipientStanzaReader reader(SecretBytes kept, byte[] point) {
    return stanzas -> {
      GeneralSecurityException last = new GeneralSecurityException("no stanza of this kind");
      for (RecipientStanza stanza : stanzas) {
        if (stanza.getType().equals(TYPE)) {
          try {
            return open(stanza, kept, point);
          } catch (GeneralSecurityException | IllegalArgumentException e) {
            last = new GeneralSecurityException("a stanza for another", e);
          }
        }
      }
      throw last;
    };
  }

  private static FileKey open(RecipientStanza stanza, SecretBytes kept, byte[] point)
      throws GeneralSecurityException {
    if (stanza.getArguments().size() != 1 || stanza.getBody().length != BODY_LENGTH) {
      throw new GeneralSecurityException("a stanza of the wrong size");
    }
    byte[] share = Base64.getDecoder().decode(stanza.getArguments().get(0));
    // Base64 with padding or stray bits decodes as well.
    if (share.length != SshStanza.KEY_LENGTH
        || !SshStanza.base64(share).equals(stanza.getArguments().get(0))) {
      throw new GeneralSecurityException("a malformed share");
    }
    byte[] scalar = kept.copy();
    try {
      byte[] wrapping = wrappingKey(scalar, share, share, point);
      // The file key takes the array over, and whoever asked for it destroys it.
      return new FileKey(SshStanza.chacha(Cipher.DECRYPT_MODE, wrapping, stanza.getBody()));
    } finally {
      Arrays.fill(scalar, (byte) 0);
    }
  }

  /**
   * The key that wraps, as both sides compute it.
   *
   * @param scalar of this side
   * @param other the point of the other side
   * @param share of the stanza
   * @param point of the recipient
   */
  private static byte[] wrappingKey(byte[] scalar, byte[] other, byte[] share, byte[] point)
      throws GeneralSecurityException {
    byte[] shared = new byte[SshStanza.KEY_LENGTH];
    try {
      if (!X25519.calculateAgreement(scalar, 0, other, 0, shared, 0)) {
        throw new GeneralSecurityException("a point of small order");
      }
      byte[] salt = Arrays.copyOf(share, 2 * SshStanza.KEY_LENGTH);
      System.arraycopy(point, 0, salt, SshStanza.KEY_LENGTH, SshStanza.KEY_LENGTH);
      return SshStanza.hkdf(shared, salt, INFO);
    } finally {
      Arrays.fill(shared, (byte) 0);
    }
  }
}
