package dev.meshgen.seal.sops.pgp;

import dev.meshgen.seal.sops.DataKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/** A data key in an armored message, for one key (pgp/keysource.go). */
final class PgpMessage {
  private PgpMessage() {}

  /** Ends with a line feed. */
  static String seal(DataKey key, PGPPublicKey recipient, SecureRandom random) {
    PGPEncryptedDataGenerator encryption =
        new PGPEncryptedDataGenerator(
            // Old gpg opens neither a packet of another kind, nor one without this.
            new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(true)
                .setSecureRandom(random));
    encryption.addMethod(
        new BcPublicKeyKeyEncryptionMethodGenerator(recipient).setSecureRandom(random));
    ByteArrayOutputStream message = new ByteArrayOutputStream(1024);
    try (OutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(message);
        OutputStream encrypted = encryption.open(armor, new byte[256]);
        OutputStream literal =
            new PGPLiteralDataGenerator()
                .open(
                    encrypted,
                    PGPLiteralData.BINARY,
                    "",
                    key.reveal().length,
                    Date.from(Instant.EPOCH))) {
      literal.write(key.reveal());
    } catch (IOException | PGPException e) {
      throw new IllegalStateException("cannot wrap a key for PGP", e);
    }
    return message.toString(StandardCharsets.US_ASCII).replace("\r\n", "\n");
  }

  /** What is wrong, completing "the envelope …"; empty if nothing is. */
  static Optional<String> flaw(String armored) {
    try {
      PGPEncryptedDataList list = read(armored);
      if (list == null) {
        return Optional.of("is not an encrypted PGP message");
      }
      if (list.size() != 1 || !(list.get(0) instanceof PGPPublicKeyEncryptedData data)) {
        return Optional.of("is not for one key: more readers than listed in the file");
      }
      return data.isIntegrityProtected()
          ? Optional.empty()
          : Optional.of("is not protected against changes");
    } catch (IOException | RuntimeException e) {
      // The library reports hostile packets in unchecked ways, too.
      return Optional.of("is not an encrypted PGP message");
    }
  }

  /** For whom it is, by the id of that key; 0 if it does not say. */
  static long keyId(String armored) {
    try {
      PGPEncryptedDataList list = read(armored);
      return list != null && list.get(0) instanceof PGPPublicKeyEncryptedData data
          ? data.getKeyIdentifier().getKeyId()
          : 0;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  /** Empty if the key is not the recipient, or if the message is malformed. */
  static Optional<DataKey> open(String armored, PGPKeyPair key) {
    byte[] content = {};
    try {
      PGPEncryptedDataList list = read(armored);
      if (list == null || !(list.get(0) instanceof PGPPublicKeyEncryptedData data)) {
        return Optional.empty();
      }
      try (InputStream clear = data.getDataStream(new BcPublicKeyDataDecryptorFactory(key))) {
        if (!(new BcPGPObjectFactory(clear).nextObject() instanceof PGPLiteralData literal)) {
          return Optional.empty();
        }
        content = literal.getInputStream().readNBytes(DataKey.LENGTH + 2);
        clear.readAllBytes();
        return data.isIntegrityProtected() && data.verify() ? key(content) : Optional.empty();
      }
    } catch (IOException | PGPException | RuntimeException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** The data key that these bytes are, if they are as many. */
  static Optional<DataKey> key(byte[] content) {
    return DataKey.isLength(content.length)
        ? Optional.of(DataKey.owning(content.clone()))
        : Optional.empty();
  }

  private static PGPEncryptedDataList read(String armored) throws IOException {
    InputStream bytes =
        PGPUtil.getDecoderStream(
            new ByteArrayInputStream(armored.getBytes(StandardCharsets.US_ASCII)));
    for (Object packet : new BcPGPObjectFactory(bytes)) {
      if (packet instanceof PGPEncryptedDataList list && !list.isEmpty()) {
        return list;
      }
    }
    return null;
  }
}
