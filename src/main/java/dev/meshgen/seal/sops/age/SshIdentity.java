package dev.meshgen.seal.sops.age;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import dev.meshgen.bytes.Hashes;
import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.RsaOaep;
import dev.meshgen.ssh.MalformedSsh;
import dev.meshgen.ssh.SshPublicKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;

/** The private half of an SSH key without a passphrase. Safe for use by several threads. */
final class SshIdentity implements AgeOpener {
  private static final int BODY_LENGTH = 16 + 16;

  private final SshPublicKey key;
  private final Opening opening;

  /** Unwraps the file key of a stanza that is for this key. */
  private interface Opening {
    byte[] open(RecipientStanza stanza) throws GeneralSecurityException;
  }

  private SshIdentity(SshPublicKey key, Opening opening) {
    this.key = key;
    this.opening = opening;
  }

  /** Empty if the file holds no such key: one of another kind, or with a passphrase. */
  static Optional<SshIdentity> read(byte[] file) {
    try {
      List<Pem.Block> blocks = Pem.decode(file);
      if (blocks.size() != 1) {
        return Optional.empty();
      }
      byte[] content = blocks.get(0).der();
      try {
        return of(OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(content));
      } finally {
        Arrays.fill(content, (byte) 0);
      }
    } catch (MalformedPem
        | MalformedSsh
        | GeneralSecurityException
        | IOException
        | RuntimeException e) {
      // The library says in unchecked ways that a key is encrypted or of another kind.
      return Optional.empty();
    }
  }

  private static Optional<SshIdentity> of(AsymmetricKeyParameter found)
      throws MalformedSsh, GeneralSecurityException, IOException {
    if (found instanceof Ed25519PrivateKeyParameters ed25519) {
      SshPublicKey key =
          SshPublicKey.ofBlob(OpenSSHPublicKeyUtil.encodePublicKey(ed25519.generatePublicKey()));
      byte[] scalar = scalar(ed25519.getEncoded());
      SecretBytes kept = SecretBytes.owning(scalar);
      return Optional.of(new SshIdentity(key, stanza -> ed25519(key, kept, stanza)));
    }
    if (found instanceof RSAPrivateCrtKeyParameters rsa) {
      SshPublicKey key =
          SshPublicKey.ofBlob(
              OpenSSHPublicKeyUtil.encodePublicKey(
                  new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent())));
      PrivateKey own = privateKey(rsa);
      return Optional.of(new SshIdentity(key, stanza -> rsa(own, stanza)));
    }
    return Optional.empty();
  }

  /** RFC 8032 section 5.1.5: the first half of the hash of the seed. */
  private static byte[] scalar(byte[] seed) {
    byte[] hash = Hashes.named("SHA-512").digest(seed);
    Arrays.fill(seed, (byte) 0);
    byte[] scalar = Arrays.copyOf(hash, SshStanza.KEY_LENGTH);
    Arrays.fill(hash, (byte) 0);
    return scalar;
  }

  private static PrivateKey privateKey(RSAPrivateCrtKeyParameters rsa)
      throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePrivate(
            new RSAPrivateCrtKeySpec(
                rsa.getModulus(),
                rsa.getPublicExponent(),
                rsa.getExponent(),
                rsa.getP(),
                rsa.getQ(),
                rsa.getDP(),
                rsa.getDQ(),
                rsa.getQInv()));
  }

  private static byte[] ed25519(SshPublicKey key, SecretBytes kept, RecipientStanza stanza)
      throws GeneralSecurityException {
    if (stanza.getArguments().size() != 2 || stanza.getBody().length != BODY_LENGTH) {
      throw new GeneralSecurityException("a stanza of the wrong size");
    }
    byte[] share = Base64.getDecoder().decode(stanza.getArguments().get(1));
    if (share.length != SshStanza.KEY_LENGTH) {
      throw new GeneralSecurityException("a share of the wrong size");
    }
    byte[] scalar = kept.copy();
    try {
      byte[] point = SshStanza.montgomery(key.ed25519());
      byte[] wrapping = SshStanza.wrappingKey(key, scalar, share, share, point);
      return SshStanza.chacha(Cipher.DECRYPT_MODE, wrapping, stanza.getBody());
    } finally {
      Arrays.fill(scalar, (byte) 0);
    }
  }

  private static byte[] rsa(PrivateKey own, RecipientStanza stanza)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(Cipher.DECRYPT_MODE, own, RsaOaep.padding(SshStanza.RSA_LABEL));
    return cipher.doFinal(stanza.getBody());
  }

  @Override
  public Recipient recipient() {
    return AgeRecipient.ofSsh(key);
  }

  @Override
  public RecipientStanzaReader reader() {
    return stanzas -> {
      for (RecipientStanza stanza : stanzas) {
        if (stanza.getType().equals(key.type())
            && !stanza.getArguments().isEmpty()
            && stanza.getArguments().get(0).equals(SshStanza.tag(key))) {
          return new FileKey(opening.open(stanza));
        }
      }
      throw new GeneralSecurityException("no stanza for this key");
    };
  }

  @Override
  public String toString() {
    return "SshIdentity[of " + key + ", redacted]";
  }
}
