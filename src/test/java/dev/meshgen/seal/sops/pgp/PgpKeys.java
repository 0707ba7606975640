package dev.meshgen.seal.sops.pgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKdfParameters;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** Makes PGP keys, as gpg makes them and as it never would. */
final class PgpKeys {
  static final Instant MADE = Instant.parse("2025-01-01T00:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final PGPKeyPair primary;
  private final PGPKeyRingGenerator generator;
  private PGPSecretKeyRing secret;
  private PGPPublicKeyRing ring;

  /**
   * A primary key that certifies.
   *
   * @param seconds after which it expires; 0 for never
   */
  PgpKeys(long seconds) throws PGPException {
    primary = signing(MADE);
    generator =
        new PGPKeyRingGenerator(
            PGPSignature.POSITIVE_CERTIFICATION,
            primary,
            "platform <platform@example.com>",
            new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
            packets(KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA, seconds),
            null,
            new BcPGPContentSignerBuilder(
                PublicKeyAlgorithmTags.EDDSA_LEGACY, HashAlgorithmTags.SHA512),
            null);
  }

  private PGPKeyPair signing(Instant at) throws PGPException {
    Ed25519KeyPairGenerator pairs = new Ed25519KeyPairGenerator();
    pairs.init(new Ed25519KeyGenerationParameters(random));
    return new BcPGPKeyPair(
        PublicKeyPacket.VERSION_4,
        PublicKeyAlgorithmTags.EDDSA_LEGACY,
        pairs.generateKeyPair(),
        Date.from(at));
  }

  private static PGPSignatureSubpacketVector packets(int flags, long seconds) {
    PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
    packets.setSignatureCreationTime(false, Date.from(MADE));
    if (flags != 0) {
      packets.setKeyFlags(false, flags);
    }
    if (seconds > 0) {
      packets.setKeyExpirationTime(false, seconds);
    }
    return packets.generate();
  }

  /** A subkey that encrypts, unless its flags say otherwise; returns its id. */
  long subkey(Instant at, int flags, long seconds) throws PGPException {
    X25519KeyPairGenerator pairs = new X25519KeyPairGenerator();
    pairs.init(new X25519KeyGenerationParameters(random));
    PGPKeyPair pair =
        new BcPGPKeyPair(
            PublicKeyPacket.VERSION_4,
            PublicKeyAlgorithmTags.ECDH,
            new PGPKdfParameters(HashAlgorithmTags.SHA256, SymmetricKeyAlgorithmTags.AES_128),
            pairs.generateKeyPair(),
            Date.from(at));
    generator.addSubKey(pair, packets(flags, seconds), null);
    return pair.getKeyID();
  }

  /** One that encrypts, and never expires. */
  long subkey(Instant at) throws PGPException {
    return subkey(at, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE, 0);
  }

  /** The public key, after which nothing is added to it any more. */
  PGPPublicKeyRing publicKey() {
    if (ring == null) {
      secret = generator.generateSecretKeyRing();
      ring = generator.generatePublicKeyRing();
    }
    return ring;
  }

  /** Revokes a key of it. */
  PgpKeys revoke(long id, Instant at) throws PGPException {
    PGPPublicKey key = publicKey().getPublicKey(id);
    boolean isPrimary = key.isMasterKey();
    PGPSignatureGenerator signing =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(
                PublicKeyAlgorithmTags.EDDSA_LEGACY, HashAlgorithmTags.SHA512),
            primary.getPublicKey());
    signing.init(
        isPrimary ? PGPSignature.KEY_REVOCATION : PGPSignature.SUBKEY_REVOCATION,
        primary.getPrivateKey());
    PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
    packets.setSignatureCreationTime(false, Date.from(at));
    signing.setHashedSubpackets(packets.generate());
    PGPSignature revocation =
        isPrimary
            ? signing.generateCertification(key)
            : signing.generateCertification(primary.getPublicKey(), key);
    ring = PGPPublicKeyRing.insertPublicKey(ring, PGPPublicKey.addCertification(key, revocation));
    return this;
  }

  long id() {
    return primary.getKeyID();
  }

  String fingerprint() {
    return HexFormat.of()
        .formatHex(primary.getPublicKey().getFingerprint())
        .toUpperCase(Locale.ROOT);
  }

  byte[] secret() throws IOException {
    publicKey();
    return secret.getEncoded();
  }

  static byte[] armored(byte[] key) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(text)) {
      armor.write(key);
    }
    return text.toByteArray();
  }
}
