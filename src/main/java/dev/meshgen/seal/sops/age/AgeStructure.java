package dev.meshgen.seal.sops.age;

import dev.meshgen.seal.sops.DataKey;
import dev.meshgen.ssh.SshPublicKey;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What can be said of an age file without any key: whether it has one stanza and the sizes that a
 * wrapped data key has (C2SP age.md). For whom it is cannot be said, unless that is an SSH key: the
 * other stanzas are anonymous.
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

  private static final int LINE_LENGTH = 64;

  private final byte[] content;
  private final Optional<SshPublicKey> ssh;
  private int at;

  private AgeStructure(byte[] content, Optional<SshPublicKey> ssh) {
    this.content = content;
    this.ssh = ssh;
  }

  /**
   * What is wrong, completing "the envelope …"; empty if nothing is.
   *
   * @param ssh the key that it is for, if that is one of SSH: such a stanza names it
   */
  static Optional<String> flaw(String armored, Optional<SshPublicKey> ssh) {
    String text = armored.strip();
    if (!text.startsWith(BEGIN)
        || !text.endsWith(END)
        || text.length() < BEGIN.length() + END.length()) {
      return Optional.of("is not an armored age file");
    }
    String body = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      String flaw = new AgeStructure(Base64.getDecoder().decode(join(body)), ssh).check();
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
    boolean known =
        ssh.isPresent()
            ? stanza.startsWith("-> " + ssh.get().type() + " ")
            : stanza.startsWith(HYBRID_STANZA) || stanza.startsWith(STANZA);
    if (!known) {
      return "is for a recipient of another kind";
    }
    if (ssh.isPresent() && !isFor(ssh.get(), stanza)) {
      return "is for another SSH key";
    }
    boolean right =
        ssh.isPresent()
            ? isSsh(ssh.get(), stanza)
            : stanza.startsWith(HYBRID_STANZA)
                ? isShare(stanza.substring(HYBRID_STANZA.length()))
                : isShort(stanza.substring(STANZA.length()));
    if (!right || !isBody()) {
      return "has a stanza of the wrong size";
    }
    String end = line();
    if (end.startsWith("-> ")) {
      return "has more than one stanza: more readers than listed in the file";
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

  private static boolean isFor(SshPublicKey key, String stanza) {
    String[] words = stanza.split(" ", -1);
    return words.length > 2 && words[2].equals(SshStanza.tag(key));
  }

  private static boolean isSsh(SshPublicKey key, String stanza) {
    String[] words = stanza.split(" ", -1);
    return key.type().equals(SshPublicKey.RSA)
        ? words.length == 3
        : words.length == 4 && isShort(words[3]);
  }

  /** Of RSA as long as its key, in lines of 64 characters, of which the last one is shorter. */
  private boolean isBody() {
    if (ssh.isEmpty() || !ssh.get().type().equals(SshPublicKey.RSA)) {
      return isShort(line());
    }
    StringBuilder body = new StringBuilder();
    String line;
    do {
      line = line();
      body.append(line);
    } while (line.length() == LINE_LENGTH);
    int bits = ((RSAPublicKey) ssh.get().key()).getModulus().bitLength();
    return Base64.getDecoder().decode(body.toString()).length == (bits + 7) / 8;
  }

  private static boolean isShare(String base64) {
    return Base64.getDecoder().decode(base64).length == HybridKey.SHARE_LENGTH;
  }

  private static boolean isShort(String base64) {
    return base64.length() == SHORT_LENGTH && Base64.getDecoder().decode(base64).length == 32;
  }
}
