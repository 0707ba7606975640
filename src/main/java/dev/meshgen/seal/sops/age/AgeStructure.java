package dev.meshgen.seal.sops.age;

import dev.meshgen.seal.sops.DataKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What can be said of an age file without any key: whether it has one stanza and the sizes that a
 * wrapped data key has (C2SP age.md). For whom it is cannot be said: such stanzas are anonymous.
 */
final class AgeStructure {
  private static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
  private static final String END = "-----END AGE ENCRYPTED FILE-----";
  private static final String STANZA = "-> X25519 ";
  private static final String HYBRID_STANZA = "-> " + HybridKey.STANZA + " ";

  /** 32 bytes in base64 without padding: an ephemeral share, a wrapped file key, a MAC. */
  private static final int SHORT_LENGTH = 43;

  /** Of the nonce in front of a data key and of the tag behind it. */
  private static final int AROUND = 16 + 16;

  private final byte[] content;
  private int at;

  private AgeStructure(byte[] content) {
    this.content = content;
  }

  /** What is wrong, completing "the envelope …"; empty if nothing is. */
  static Optional<String> flaw(String armored) {
    String text = armored.strip();
    if (!text.startsWith(BEGIN)
        || !text.endsWith(END)
        || text.length() < BEGIN.length() + END.length()) {
      return Optional.of("is not an armored age file");
    }
    String body = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      String flaw = new AgeStructure(Base64.getDecoder().decode(join(body))).check();
      return flaw.isEmpty() ? Optional.empty() : Optional.of(flaw);
    } catch (IllegalArgumentException e) {
      return Optional.of("is not base64");
    }
  }

  private static String join(String lines) {
    var joined = new StringBuilder(lines.length());
    lines.lines().forEach(joined::append);
    return joined.toString();
  }

  private String check() {
    if (!line().equals("age-encryption.org/v1")) {
      return "is not of version 1 of age";
    }
    String stanza = line();
    boolean hybrid = stanza.startsWith(HYBRID_STANZA);
    if (!hybrid && !stanza.startsWith(STANZA)) {
      return "is for a recipient of another kind";
    }
    boolean right =
        hybrid
            ? isShare(stanza.substring(HYBRID_STANZA.length()))
            : isShort(stanza.substring(STANZA.length()));
    if (!right || !isShort(line())) {
      return "has a stanza of the wrong size";
    }
    String end = line();
    if (end.startsWith("-> ")) {
      return "has more than one stanza: more readers than the file names";
    }
    if (!end.startsWith("--- ") || !isShort(end.substring(4))) {
      return "has no header MAC";
    }
    return DataKey.isLength(content.length - at - AROUND)
        ? ""
        : "does not hold a data key of 32 bytes";
  }

  private String line() {
    int end = at;
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    String line = new String(Arrays.copyOfRange(content, at, end), StandardCharsets.ISO_8859_1);
    at = Math.min(end + 1, content.length);
    return line;
  }

  private static boolean isShare(String base64) {
    return Base64.getDecoder().decode(base64).length == HybridKey.SHARE_LENGTH;
  }

  private static boolean isShort(String base64) {
    return base64.length() == SHORT_LENGTH && Base64.getDecoder().decode(base64).length == 32;
  }
}
