package dev.meshgen.platform;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.scan.SecretText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Forms of opaque tokens whose beginning says who issued them, and so that they expire. */
public enum ShortLivedToken {
  /** A request to AWS's STS, signed in advance, as {@code aws eks get-token} prints it. */
  EKS(SecretText.EKS, "one of `aws eks get-token`, which expires within 15 minutes"),
  /** An OAuth 2.0 access token of Google. */
  GOOGLE(SecretText.GOOGLE_ACCESS, "an access token of Google, which expires within an hour"),
  /** The session of a person in OpenShift, as {@code oc whoami -t} prints it. */
  OPENSHIFT(
      SecretText.OPENSHIFT, "a personal OpenShift session, which expires, by default within a day");

  private final String prefix;
  private final String words;

  ShortLivedToken(String prefix, String words) {
    this.prefix = prefix;
    this.words = words;
  }

  /** Its form, if it is one of these. */
  public static Optional<ShortLivedToken> of(SecretBytes token) {
    byte[] content = token.copy();
    try {
      return Arrays.stream(values()).filter(each -> each.begins(content)).findFirst();
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private boolean begins(byte[] token) {
    byte[] wanted = prefix.getBytes(StandardCharsets.US_ASCII);
    return token.length >= wanted.length
        && Arrays.equals(token, 0, wanted.length, wanted, 0, wanted.length);
  }

  /** What it is, after "the token is". */
  public String words() {
    return words;
  }
}
