package dev.meshgen.seal.sops.age;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.sops.Keyring;
import dev.meshgen.seal.sops.NewIdentity;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** The private half of an age key pair. Safe for use by several threads. */
public final class AgeIdentity implements NewIdentity, AgeOpener {
  static final String TEXT_PREFIX = "AGE-SECRET-KEY-1";

  static final String HYBRID_TEXT_PREFIX = "AGE-SECRET-KEY-PQ-1";

  private static final String PREFIX = "age-secret-key-";
  private static final String HYBRID_PREFIX = "age-secret-key-pq-";
  private static final int LENGTH = 32;

  private final SecretBytes text;
  private final SecretBytes key;
  private final Recipient recipient;

  /** The key is the scalar or the seed that the text says; both are taken over. */
  private AgeIdentity(SecretBytes text, SecretBytes key, Recipient recipient) {
    this.text = text;
    this.key = key;
    this.recipient = recipient;
  }

  /** A new identity. */
  public static AgeIdentity generate(SecureRandom random) {
    byte[] key = new byte[LENGTH];
    random.nextBytes(key);
    try {
      return of(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** A new one that withstands a quantum computer. */
  public static AgeIdentity generateHybrid(SecureRandom random) {
    byte[] seed = new byte[HybridKey.SEED_LENGTH];
    random.nextBytes(seed);
    try {
      return ofHybrid(seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /**
   * Empty if the text is neither {@code AGE-SECRET-KEY-1…} nor {@code AGE-SECRET-KEY-PQ-1…} with a
   * right checksum.
   */
  public static Optional<AgeIdentity> parse(String text) {
    boolean hybrid = text.startsWith(HYBRID_TEXT_PREFIX);
    if (!hybrid && !text.startsWith(TEXT_PREFIX)) {
      return Optional.empty();
    }
    try {
      Bech32.Decoded decoded = Bech32.decode(text);
      byte[] key = decoded.data();
      decoded.clear();
      if (!decoded.prefix().equals(hybrid ? HYBRID_PREFIX : PREFIX) || key.length != LENGTH) {
        return Optional.empty();
      }
      AgeIdentity identity = hybrid ? ofHybrid(key) : of(key);
      Arrays.fill(key, (byte) 0);
      return Optional.of(identity);
    } catch (Bech32.MalformedException e) {
      return Optional.empty();
    }
  }

  private static AgeIdentity of(byte[] key) {
    String encoded = Bech32.encode(PREFIX, key).toUpperCase(Locale.ROOT);
    return new AgeIdentity(
        SecretBytes.ofUtf8(encoded),
        SecretBytes.copyOf(key),
        AgeRecipient.ofPublicKey(publicKey(key)));
  }

  private static AgeIdentity ofHybrid(byte[] seed) {
    String encoded = Bech32.encode(HYBRID_PREFIX, seed).toUpperCase(Locale.ROOT);
    return new AgeIdentity(
        SecretBytes.ofUtf8(encoded),
        SecretBytes.copyOf(seed),
        AgeRecipient.ofHybridKey(HybridKey.publicKey(seed)));
  }

  @Override
  public Recipient recipient() {
    return recipient;
  }

  /** {@code AGE-SECRET-KEY-1…} without a line end. Belongs to this identity. */
  public SecretBytes text() {
    return text;
  }

  /** As {@code age-keygen} writes it. */
  @Override
  public SecretBytes keyFile(Instant created) {
    String head =
        "# created: "
            + created.truncatedTo(ChronoUnit.SECONDS)
            + "\n# public key: "
            + recipient
            + "\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] key = text.copy();
    byte[] file = Arrays.copyOf(start, start.length + key.length + 1);
    System.arraycopy(key, 0, file, start.length, key.length);
    file[file.length - 1] = '\n';
    Arrays.fill(key, (byte) 0);
    return SecretBytes.owning(file);
  }

  @Override
  public Keyring keyring() {
    return AgeOpening.keyring(List.of(this));
  }

  @Override
  public RecipientStanzaReader reader() {
    if (!AgeRecipient.isHybrid(recipient.text())) {
      return X25519Stanza.reader(key, AgeRecipient.key(recipient.text()));
    }
    byte[] seed = key.copy();
    try {
      return HybridKey.reader(seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  @Override
  public void close() {
    text.close();
    key.close();
  }

  @Override
  public String toString() {
    return "AgeIdentity[of " + recipient + ", redacted]";
  }

  /** RFC 7748 section 6.1: the scalar times the base point 9. */
  private static byte[] publicKey(byte[] scalar) {
    try {
      KeyFactory factory = KeyFactory.getInstance("X25519");
      KeyAgreement agreement = KeyAgreement.getInstance("X25519");
      agreement.init(
          factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar)));
      agreement.doPhase(
          factory.generatePublic(
              new XECPublicKeySpec(NamedParameterSpec.X25519, BigInteger.valueOf(9))),
          true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no X25519", e);
    }
  }
}
