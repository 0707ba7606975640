package dev.meshgen.ssh;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The encoding of SSH: strings with their length in front (RFC 4251 section 5). */
final class SshBuffer {
  private final ByteBuffer rest;

  SshBuffer(byte[] bytes) {
    rest = ByteBuffer.wrap(bytes);
  }

  int number() throws MalformedSsh {
    if (rest.remaining() < Integer.BYTES) {
      throw new MalformedSsh("is truncated");
    }
    return rest.getInt();
  }

  byte[] bytes() throws MalformedSsh {
    return bytes(number());
  }

  byte[] bytes(int length) throws MalformedSsh {
    if (length < 0 || length > rest.remaining()) {
      throw new MalformedSsh("is truncated");
    }
    byte[] bytes = new byte[length];
    rest.get(bytes);
    return bytes;
  }

  String text() throws MalformedSsh {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** A number that is not negative. */
  BigInteger integer() throws MalformedSsh {
    byte[] bytes = bytes();
    BigInteger number = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
    if (number.signum() < 0) {
      throw new MalformedSsh("holds a negative number");
    }
    return number;
  }

  void end() throws MalformedSsh {
    if (rest.hasRemaining()) {
      throw new MalformedSsh("has trailing bytes");
    }
  }

  static void put(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  static void put(ByteArrayOutputStream out, String text) {
    put(out, text.getBytes(StandardCharsets.UTF_8));
  }
}
