package dev.meshgen.seal.sops.age;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.ssh.MalformedSsh;
import dev.meshgen.ssh.SshPublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The public half of an age key pair, as text: {@code age1…} of X25519, {@code age1pq1…} of a key
 * that withstands a quantum computer, too, or {@code ssh-ed25519 …} and {@code ssh-rsa …} of
 * OpenSSH.
 */
public final class AgeRecipient {
  /** What sops calls its list. */
  static final String KIND = "age";

  private static final String PREFIX = "age";
  private static final String HYBRID_PREFIX = "age1pq";
  private static final int KEY_LENGTH = 32;

  /**
   * RFC 7748 section 6.1: with these, every shared secret is zero and anyone could open the file.
   */
  private static final List<String> LOW_ORDER =
      List.of(
          "00".repeat(32),
          "01" + "00".repeat(31),
          "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
          "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
          "ec" + "ff".repeat(30) + "7f",
          "ed" + "ff".repeat(30) + "7f",
          "ee" + "ff".repeat(30) + "7f");

  private AgeRecipient() {}

  /** Why a text is not what {@code age-keygen} prints. Blanks around it are not trimmed. */
  static Optional<String> problem(String text) {
    if (isSsh(text)) {
      return sshProblem(text);
    }
    String foreign = otherKind(text.toLowerCase(Locale.ROOT));
    if (!foreign.isEmpty()) {
      return Optional.of(foreign);
    }
    byte[] key;
    try {
      key = Bech32.decode(text).data();
    } catch (Bech32.MalformedException e) {
      return Optional.of(e.getMessage());
    }
    if (isHybrid(text.toLowerCase(Locale.ROOT))) {
      return text.startsWith(HYBRID_PREFIX)
          ? HybridKey.isPublicKey(key) ? Optional.empty() : Optional.of("is not a post-quantum key")
          : Optional.of("must be in lower case");
    }
    if (key.length != KEY_LENGTH) {
      return Optional.of("has " + key.length + " bytes, but an X25519 key has " + KEY_LENGTH);
    }
    if (!text.startsWith(PREFIX)) {
      return Optional.of("must be in lower case");
    }
    return isLowOrder(key)
        ? Optional.of("is a point of small order, not a public key")
        : Optional.empty();
  }

  /** Whether a recipient is an SSH key, or would like to be one. */
  static boolean isSsh(String text) {
    return text.startsWith("ssh-") || text.startsWith("ecdsa-sha2-") || text.startsWith("sk-");
  }

  private static Optional<String> sshProblem(String text) {
    try {
      SshPublicKey key = SshPublicKey.ofLine(text);
      if (!SshStanza.isFor(key)) {
        return Optional.of("is an unsupported SSH key type: use Ed25519 or RSA");
      }
      return text.equals(key.line())
          ? Optional.empty()
          : Optional.of("has trailing text; remove the comment");
    } catch (MalformedSsh e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The key of an SSH recipient that has no {@link #problem}. */
  static SshPublicKey sshKey(String text) {
    try {
      return SshPublicKey.ofLine(text);
    } catch (MalformedSsh e) {
      throw new IllegalArgumentException("not a recipient", e);
    }
  }

  /** The recipient of an SSH key. */
  static Recipient ofSsh(SshPublicKey key) {
    return new Recipient(KIND, key.line());
  }

  /** Whether a recipient withstands a quantum computer. */
  static boolean isHybrid(String text) {
    return text.startsWith(HYBRID_PREFIX + "1");
  }

  /** The public key of a recipient in Bech32 that has no {@link #problem}. */
  static byte[] key(String text) {
    try {
      return Bech32.decode(text).data();
    } catch (Bech32.MalformedException e) {
      throw new IllegalArgumentException("not a recipient", e);
    }
  }

  /** The recipient of a hybrid public key that was just computed. */
  static Recipient ofHybridKey(byte[] key) {
    return new Recipient(KIND, Bech32.encode(HYBRID_PREFIX, key));
  }

  /** The recipient of a public key that was just computed. */
  public static Recipient ofPublicKey(byte[] key) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException(
          "an X25519 key has " + KEY_LENGTH + " bytes, not " + key.length);
    }
    return new Recipient(KIND, Bech32.encode(PREFIX, key));
  }

  private static String otherKind(String lower) {
    if (lower.startsWith("age-secret-key-") || lower.startsWith("age-plugin-")) {
      return "is a private identity, not a recipient; treat it as disclosed if this file was"
          + " shared,"
          + " and use the age1… line that age-keygen prints with it";
    }
    if (lower.contains("private key-----")) {
      return "is a private key, not a recipient; treat it as disclosed if this file was shared";
    }
    if (isHybrid(lower)) {
      return "";
    }
    if (!lower.startsWith("age1")) {
      return "does not start with age1";
    }
    if (lower.lastIndexOf('1') > PREFIX.length()) {
      return "is an age plugin recipient, which is not supported; use an X25519 one (age1…)";
    }
    return "";
  }

  private static boolean isLowOrder(byte[] key) {
    byte[] masked = key.clone();
    masked[KEY_LENGTH - 1] &= 0x7f;
    return LOW_ORDER.contains(HexFormat.of().formatHex(masked));
  }
}
