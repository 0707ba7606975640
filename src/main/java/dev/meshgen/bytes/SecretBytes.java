package dev.meshgen.bytes;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not be printed, logged or compared by accident. Equality is identity; {@link
 * #sameAs} compares content in constant time.
 *
 * <p>Closing overwrites them. That shortens their life and promises no more: the JVM may have moved
 * or copied them before.
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] content;
  private volatile boolean closed;

  private SecretBytes(byte[] content) {
    this.content = content;
  }

  /** Takes over the array: the caller must neither keep nor change it. */
  public static SecretBytes owning(byte[] content) {
    return new SecretBytes(content);
  }

  public static SecretBytes copyOf(byte[] content) {
    return new SecretBytes(content.clone());
  }

  /** The text in UTF-8. */
  @SuppressWarnings("ByteBufferBackingArray") // All of it has to go, not what is left to read.
  public static SecretBytes ofUtf8(CharSequence text) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
    byte[] content = new byte[encoded.remaining()];
    encoded.get(content);
    Arrays.fill(encoded.array(), (byte) 0);
    return new SecretBytes(content);
  }

  /** A copy that the caller must overwrite when done. */
  public byte[] copy() {
    requireOpen();
    return content.clone();
  }

  public int length() {
    return content.length;
  }

  /** Whether both hold the same bytes, in a time that does not depend on where they differ. */
  public boolean sameAs(SecretBytes other) {
    requireOpen();
    other.requireOpen();
    return MessageDigest.isEqual(content, other.content);
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(content, (byte) 0);
  }

  @Override
  public String toString() {
    return "SecretBytes[redacted]";
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the secret was already erased");
    }
  }
}
