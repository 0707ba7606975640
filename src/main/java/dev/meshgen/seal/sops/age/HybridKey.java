package dev.meshgen.seal.sops.age;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * The recipients of age that withstand a quantum computer: HPKE with X-Wing, which is ML-KEM-768
 * and X25519 at once (C2SP age.md, mlkem768x25519).
 */
final class HybridKey {
  /** Of a public key. */
  static final int PUBLIC_LENGTH = 1216;

  /** Of the seed that an identity is. */
  static final int SEED_LENGTH = 32;

  /** Of what a stanza encapsulates. */
  static final int SHARE_LENGTH = 1120;

  static final String STANZA = "mlkem768x25519";

  private static final byte[] INFO =
      "age-encryption.org/mlkem768x25519".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = {};

  /** Of a wrapped file key: its 16 bytes and a tag. */
  private static final int BODY_LENGTH = 16 + 16;

  private HybridKey() {}

  private static HPKE hpke() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
  }

  /** Whether these bytes are a public key. */
  static boolean isPublicKey(byte[] bytes) {
    try {
      hpke().deserializePublicKey(bytes);
      return bytes.length == PUBLIC_LENGTH;
    } catch (RuntimeException e) {
      // The library says so of wrong bytes.
      return false;
    }
  }

  static byte[] publicKey(byte[] seed) {
    return hpke().serializePublicKey(pair(seed).getPublic());
  }

  private static AsymmetricCipherKeyPair pair(byte[] seed) {
    return hpke().deserializePrivateKey(seed, null);
  }

  static RecipientStanzaWriter writer(byte[] publicKey) {
    AsymmetricKeyParameter recipient = hpke().deserializePublicKey(publicKey);
    return fileKey -> {
      byte[] key = fileKey.getEncoded();
      try {
        HPKEContextWithEncapsulation context = hpke().setupBaseS(recipient, INFO);
        String share =
            Base64.getEncoder().withoutPadding().encodeToString(context.getEncapsulation());
        return List.of(new SshStanza.Stanza(STANZA, List.of(share), context.seal(NOTHING, key)));
      } catch (CryptoException e) {
        throw new GeneralSecurityException("cannot wrap a file key", e);
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    };
  }

  static RecipientStanzaReader reader(byte[] seed) {
    AsymmetricCipherKeyPair pair = pair(seed);
    return stanzas -> {
      for (RecipientStanza stanza : stanzas) {
        if (stanza.getType().equals(STANZA)
            && stanza.getArguments().size() == 1
            && stanza.getBody().length == BODY_LENGTH) {
          byte[] share = Base64.getDecoder().decode(stanza.getArguments().get(0));
          if (share.length == SHARE_LENGTH) {
            return open(share, stanza.getBody(), pair);
          }
        }
      }
      throw new GeneralSecurityException("no stanza of this kind");
    };
  }

  private static FileKey open(byte[] share, byte[] body, AsymmetricCipherKeyPair pair)
      throws GeneralSecurityException {
    try {
      // The file key takes the array over, and whoever asked for it destroys it.
      return new FileKey(hpke().setupBaseR(share, pair, INFO).open(NOTHING, body));
    } catch (CryptoException e) {
      throw new GeneralSecurityException("the file key is wrapped for another", e);
    }
  }
}
