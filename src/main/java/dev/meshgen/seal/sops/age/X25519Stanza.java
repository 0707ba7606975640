package dev.meshgen.seal.sops.age;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * How age wraps a file key for its own kind of keys (C2SP age.md, X25519). Bouncy Castle multiplies
 * points in a third of the time that the JDK takes: a mesh has a thousand files, for several
 * readers each.
 */
final class X25519Stanza {
  private static final String TYPE = "X25519";
  private static final String INFO = "age-encryption.org/v1/X25519";

  private X25519Stanza() {}

  /** For a public key that {@link AgeRecipient#problem} found right. */
  static RecipientStanzaWriter writer(byte[] point, SecureRandom random) {
    return fileKey -> {
      byte[] secret = fileKey.getEncoded();
      byte[] ephemeral = SshStanza.scalar(random);
      byte[] share = new byte[SshStanza.KEY_LENGTH];
      byte[] shared = new byte[SshStanza.KEY_LENGTH];
      try {
        X25519.scalarMultBase(ephemeral, 0, share, 0);
        if (!X25519.calculateAgreement(ephemeral, 0, point, 0, shared, 0)) {
          throw new GeneralSecurityException("a point of small order");
        }
        byte[] salt = Arrays.copyOf(share, 2 * SshStanza.KEY_LENGTH);
        System.arraycopy(point, 0, salt, SshStanza.KEY_LENGTH, SshStanza.KEY_LENGTH);
        byte[] wrapping = SshStanza.hkdf(shared, salt, INFO);
        byte[] body = SshStanza.chacha(Cipher.ENCRYPT_MODE, wrapping, secret);
        return List.of(new SshStanza.Stanza(TYPE, List.of(SshStanza.base64(share)), body));
      } finally {
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(ephemeral, (byte) 0);
        Arrays.fill(shared, (byte) 0);
      }
    };
  }
}
