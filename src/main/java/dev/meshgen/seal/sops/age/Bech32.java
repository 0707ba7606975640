package dev.meshgen.seal.sops.age;

import static com.exceptionfactory.jagged.bech32.Bech32.getDecoder;
import static com.exceptionfactory.jagged.bech32.Bech32.getEncoder;

import com.exceptionfactory.jagged.bech32.Bech32Address;
import java.util.Arrays;
import java.util.Locale;

/**
 * The checksummed text form of age keys: BIP-173 without its limit of 90 characters, which age
 * drops. Jagged reads and writes it; what is wrong with a text is said here, for people.
 *
 * <p>No message repeats the text: it may be a private key.
 */
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int CHECKSUM_LENGTH = 6;

  private Bech32() {}

  /** What a text holds. The bytes may be secret, so this is not a record: nothing prints them. */
  static final class Decoded {
    private final String prefix;
    private final byte[] data;

    private Decoded(Bech32Address address) {
      this.prefix = address.getHumanReadablePart().toString().toLowerCase(Locale.ROOT);
      this.data = address.getData();
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
    return getEncoder().encode(prefix, data).toString();
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
    for (int i = separator + 1; i < lower.length(); i++) {
      if (ALPHABET.indexOf(lower.charAt(i)) < 0) {
        throw new MalformedException("has an invalid character at position " + (i + 1));
      }
    }
    Decoded decoded;
    try {
      decoded = new Decoded(getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("has a wrong checksum: a character was mistyped or lost");
    }
    // Jagged ignores them; a text that decodes has one form only.
    if (!encode(decoded.prefix, decoded.data).equals(lower)) {
      throw new MalformedException("has bits left over after the last byte");
    }
    return decoded;
  }
}
