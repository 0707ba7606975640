package dev.meshgen.seal.sops.age;

import java.util.Arrays;
import java.util.Locale;

/**
 * The checksummed text form of age keys: BIP-173 without its limit of 90 characters, which age
 * drops. Written here, because Jagged's codec overflows on texts of more than 424 characters and
 * accepts bits left over after the last byte.
 *
 * <p>No message repeats the text: it may be a private key.
 */
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM_LENGTH = 6;

  private Bech32() {}

  /** What a text holds. The bytes may be secret, so this is not a record: nothing prints them. */
  static final class Decoded {
    private final String prefix;
    private final byte[] data;

    private Decoded(String prefix, byte[] data) {
      this.prefix = prefix;
      this.data = data;
    }

    /** The human-readable part, in lower case. */
    String prefix() {
      return prefix;
    }

    /** The caller's own copy. */
    byte[] data() {
      return data.clone();
    }

    /** Overwrites the bytes held here. */
    void clear() {
      Arrays.fill(data, (byte) 0);
    }
  }

  /** Text that is not Bech32; the message says why and never quotes the text. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /** Encodes in lower case. */
  static String encode(String prefix, byte[] data) {
    byte[] groups = toGroups(data);
    int checksum = polymod(prefix, groups, CHECKSUM_LENGTH) ^ 1;
    var text = new StringBuilder(prefix.length() + groups.length + CHECKSUM_LENGTH + 1);
    text.append(prefix).append('1');
    for (byte group : groups) {
      text.append(ALPHABET.charAt(group));
    }
    for (int i = 0; i < CHECKSUM_LENGTH; i++) {
      text.append(ALPHABET.charAt((checksum >>> (5 * (5 - i))) & 31));
    }
    Arrays.fill(groups, (byte) 0);
    return text.toString();
  }

  static Decoded decode(String text) throws MalformedException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
      throw new MalformedException("mixes upper and lower case");
    }
    int separator = lower.lastIndexOf('1');
    if (separator < 1 || separator + CHECKSUM_LENGTH >= lower.length()) {
      throw new MalformedException("is incomplete: no data follows the prefix");
    }
    String prefix = lower.substring(0, separator);
    byte[] groups = symbols(lower, separator + 1);
    if (polymod(prefix, groups, 0) != 1) {
      throw new MalformedException("has a wrong checksum: a character was mistyped or lost");
    }
    byte[] data = toBytes(Arrays.copyOf(groups, groups.length - CHECKSUM_LENGTH));
    Arrays.fill(groups, (byte) 0);
    return new Decoded(prefix, data);
  }

  private static byte[] symbols(String text, int from) throws MalformedException {
    byte[] groups = new byte[text.length() - from];
    for (int i = 0; i < groups.length; i++) {
      int value = ALPHABET.indexOf(text.charAt(from + i));
      if (value < 0) {
        throw new MalformedException("has an invalid character at position " + (from + i + 1));
      }
      groups[i] = (byte) value;
    }
    return groups;
  }

  private static byte[] toGroups(byte[] data) {
    byte[] groups = new byte[(data.length * 8 + 4) / 5];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (byte next : data) {
      held = (held << 8 | next & 0xff) & 0xfff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        groups[at++] = (byte) (held >>> bits & 31);
      }
    }
    if (bits > 0) {
      groups[at] = (byte) (held << (5 - bits) & 31);
    }
    return groups;
  }

  private static byte[] toBytes(byte[] groups) throws MalformedException {
    byte[] data = new byte[groups.length * 5 / 8];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (byte group : groups) {
      held = (held << 5 | group) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        data[at++] = (byte) (held >>> bits);
      }
    }
    boolean zeroPadding = (held & (1 << bits) - 1) == 0;
    if (bits >= 5 || !zeroPadding) {
      throw new MalformedException("has bits left over after the last byte");
    }
    return data;
  }

  private static int polymod(String prefix, byte[] groups, int zeros) {
    int sum = 1;
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum, prefix.charAt(i) >>> 5);
    }
    sum = step(sum, 0);
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum, prefix.charAt(i) & 31);
    }
    for (byte group : groups) {
      sum = step(sum, group);
    }
    for (int i = 0; i < zeros; i++) {
      sum = step(sum, 0);
    }
    return sum;
  }

  private static int step(int sum, int value) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      if ((top >>> i & 1) == 1) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }
}
