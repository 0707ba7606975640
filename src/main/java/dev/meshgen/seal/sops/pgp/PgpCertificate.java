package dev.meshgen.seal.sops.pgp;

import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A public key with its subkeys. Which one is encrypted for is chosen as gpg chooses it
 * (g10/getkey.c): of those that the primary key has signed, that may encrypt, and that are neither
 * revoked nor expired, the newest; else the primary key itself.
 */
final class PgpCertificate {
  private static final int ENCRYPTS = KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE;

  private final PGPPublicKeyRing ring;

  PgpCertificate(PGPPublicKeyRing ring) {
    this.ring = ring;
  }

  /** Of the primary key, in upper case. */
  String fingerprint() {
    return HexFormat.of().formatHex(ring.getPublicKey().getFingerprint()).toUpperCase(Locale.ROOT);
  }

  /**
   * The key to encrypt for at a time.
   *
   * @throws SealException if it has no such key; the message says why
   */
  PGPPublicKey encryptionKey(Instant at) throws SealException {
    PGPPublicKey primary = ring.getPublicKey();
    PGPSignature self = requireValid(primary, at);
    Optional<PGPPublicKey> subkey = newestSubkey(at);
    if (subkey.isPresent()) {
      return subkey.get();
    }
    if (primary.isEncryptionKey() && encrypts(self)) {
      return primary;
    }
    throw bad(
        subkeys().isEmpty()
            ? "the key has no encryption subkey"
            : "every encryption subkey has expired, was revoked or is not signed by its owner");
  }

  /** The signature by which its owner says what the primary key is for. */
  private PGPSignature requireValid(PGPPublicKey primary, Instant at) throws SealException {
    Optional<PGPSignature> self = newest(primary, PgpCertificate::isSelf, at);
    if (self.isEmpty()) {
      throw bad(
          newest(primary, PgpCertificate::isSelf, Instant.MAX).isPresent()
              ? "the key was created in the future, by this machine's clock"
              : "the key has no valid signature of its owner");
    }
    if (newest(primary, PgpCertificate::isRevocation, at).isPresent()) {
      throw bad("the key was revoked");
    }
    if (hasExpired(primary, self.get(), at)) {
      throw bad("the key has expired");
    }
    return self.get();
  }

  /** The one of them that was made last, of those that count. */
  private Optional<PGPPublicKey> newestSubkey(Instant at) {
    return subkeys().stream()
        .filter(key -> isBound(key, at))
        .max(Comparator.comparing(PgpCertificate::made));
  }

  private List<PGPPublicKey> subkeys() {
    List<PGPPublicKey> subkeys = new ArrayList<>();
    for (Iterator<PGPPublicKey> keys = ring.getPublicKeys(); keys.hasNext(); ) {
      PGPPublicKey key = keys.next();
      if (!key.isMasterKey() && key.isEncryptionKey()) {
        subkeys.add(key);
      }
    }
    return subkeys;
  }

  private boolean isBound(PGPPublicKey key, Instant at) {
    return newest(key, each -> each.getSignatureType() == PGPSignature.SUBKEY_BINDING, at)
            .filter(binding -> encrypts(binding) && !hasExpired(key, binding, at))
            .isPresent()
        && newest(key, PgpCertificate::isRevocation, at).isEmpty();
  }

  private static Instant made(PGPPublicKey key) {
    return key.getCreationTime().toInstant();
  }

  private static Instant signed(PGPSignature signature) {
    return signature.getCreationTime().toInstant();
  }

  private static SealException bad(String why) {
    return new SealException(Reason.BAD_PUBLIC_KEY, why);
  }

  private static boolean isSelf(PGPSignature signature) {
    return switch (signature.getSignatureType()) {
      case PGPSignature.DEFAULT_CERTIFICATION,
          PGPSignature.NO_CERTIFICATION,
          PGPSignature.CASUAL_CERTIFICATION,
          PGPSignature.POSITIVE_CERTIFICATION,
          PGPSignature.DIRECT_KEY ->
          true;
      default -> false;
    };
  }

  private static boolean isRevocation(PGPSignature signature) {
    return signature.getSignatureType() == PGPSignature.KEY_REVOCATION
        || signature.getSignatureType() == PGPSignature.SUBKEY_REVOCATION;
  }

  /** Without any flags, a key may do what its algorithm can. */
  private static boolean encrypts(PGPSignature signature) {
    PGPSignatureSubpacketVector hashed = signature.getHashedSubPackets();
    int flags = hashed == null ? 0 : hashed.getKeyFlags();
    return flags == 0 || (flags & ENCRYPTS) != 0;
  }

  private static boolean hasExpired(PGPPublicKey key, PGPSignature signature, Instant at) {
    Instant created = made(key);
    PGPSignatureSubpacketVector hashed = signature.getHashedSubPackets();
    long seconds = hashed == null ? 0 : hashed.getKeyExpirationTime();
    return created.isAfter(at) || seconds > 0 && !created.plusSeconds(seconds).isAfter(at);
  }

  /** Of the signatures that the primary key made over a key, the last before that time. */
  private Optional<PGPSignature> newest(
      PGPPublicKey key, Predicate<PGPSignature> wanted, Instant at) {
    PGPSignature newest = null;
    for (Iterator<PGPSignature> each = key.getSignatures(); each.hasNext(); ) {
      PGPSignature signature = each.next();
      if (wanted.test(signature)
          && signature.getKeyID() == ring.getPublicKey().getKeyID()
          && !signed(signature).isAfter(at)
          && (newest == null || !signed(signature).isBefore(signed(newest)))
          && isValid(signature, key)) {
        newest = signature;
      }
    }
    return Optional.ofNullable(newest);
  }

  private boolean isValid(PGPSignature signature, PGPPublicKey key) {
    PGPPublicKey primary = ring.getPublicKey();
    try {
      signature.init(new BcPGPContentVerifierBuilderProvider(), primary);
      return switch (signature.getSignatureType()) {
        case PGPSignature.SUBKEY_BINDING, PGPSignature.SUBKEY_REVOCATION ->
            signature.verifyCertification(primary, key);
        case PGPSignature.DIRECT_KEY, PGPSignature.KEY_REVOCATION ->
            signature.verifyCertification(primary);
        default -> isOfUser(signature, primary);
      };
    } catch (PGPException | RuntimeException e) {
      // The library reports hostile packets in unchecked ways, too.
      return false;
    }
  }

  private static boolean isOfUser(PGPSignature signature, PGPPublicKey primary)
      throws PGPException {
    for (Iterator<byte[]> users = primary.getRawUserIDs(); users.hasNext(); ) {
      byte[] user = users.next();
      Iterator<PGPSignature> of = primary.getSignaturesForID(user);
      while (of != null && of.hasNext()) {
        if (of.next() == signature) {
          return signature.verifyCertification(user, primary);
        }
      }
    }
    return false;
  }
}
