package dev.meshgen.seal.sops.age;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.armor.ArmoredEncryptingChannelFactory;
import dev.meshgen.seal.sops.DataKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A data key in an armored age file, for one recipient. */
final class AgeEnvelope {
  private AgeEnvelope() {}

  /** Ends with a line feed. Differs with every call: the library chooses file key and nonce. */
  static String wrap(DataKey key, String recipient, SecureRandom random) {
    try {
      RecipientStanzaWriter writer = writer(recipient, random);
      var sink = new ByteArrayOutputStream(512);
      try (WritableByteChannel channel =
          new ArmoredEncryptingChannelFactory()
              .newEncryptingChannel(Channels.newChannel(sink), List.of(writer))) {
        channel.write(ByteBuffer.wrap(key.reveal()));
      }
      return sink.toString(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot wrap a key for " + recipient, e);
    }
  }

  private static RecipientStanzaWriter writer(String recipient, SecureRandom random) {
    if (AgeRecipient.isSsh(recipient)) {
      return SshStanza.writer(AgeRecipient.sshKey(recipient), random);
    }
    return AgeRecipient.isHybrid(recipient)
        ? HybridKey.writer(AgeRecipient.key(recipient))
        : X25519Stanza.writer(AgeRecipient.key(recipient), random);
  }

  /** Empty if the identity is not the recipient, or if the envelope is malformed. */
  static Optional<DataKey> unwrap(String armored, AgeOpener identity) {
    byte[] envelope = armored.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer buffer = ByteBuffer.allocate(DataKey.LENGTH + 2);
    try {
      RecipientStanzaReader reader = identity.reader();
      try (ReadableByteChannel channel =
          new ArmoredDecryptingChannelFactory()
              .newDecryptingChannel(
                  Channels.newChannel(new ByteArrayInputStream(envelope)), List.of(reader))) {
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
          // A channel may return less than was asked for.
        }
      }
      return DataKey.isLength(buffer.position())
          ? Optional.of(DataKey.owning(Arrays.copyOf(buffer.array(), buffer.position())))
          : Optional.empty();
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // The library reports hostile envelopes in unchecked ways too.
      return Optional.empty();
    } finally {
      Arrays.fill(buffer.array(), (byte) 0);
    }
  }
}
