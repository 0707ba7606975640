package dev.meshgen.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The literal texts that give away a secret, found by the first four bytes that are not white
 * space.
 *
 * <p>White space is skipped on both sides of the comparison, so that base64 broken into lines and a
 * PEM line folded by YAML are found too.
 */
final class SecretPatterns {
  /** What kind of text it is, which decides how a hit is judged. */
  enum Kind {
    /** Gives a secret away wherever it is, in any case. */
    WORD,
    /** The middle of a PEM line: gives a key away when dashes follow. */
    PEM,
    /** As {@link #WORD}, but in exactly this spelling. */
    EXACT,
    /** The start of a token, in exactly this spelling: what follows decides. */
    TOKEN,
    /** A scheme of HTTP authentication: what follows decides. */
    SCHEME,
    /** A key of a kubeconfig: its value decides. */
    FIELD,
    /** As {@link #FIELD}, also at the end of a longer name. */
    FIELD_END
  }

  /**
   * One text; {@code bytes} are lower case unless the kind is {@link Kind#EXACT} or {@link
   * Kind#TOKEN}.
   *
   * @param window its first four bytes in lower case, as {@link SecretScan#search} sees them
   * @param tail what follows the start of a token; null for other kinds
   */
  record Needle(Kind kind, byte[] bytes, int window, String what, TokenTail tail) {}

  /** The shortest text the table can hold. */
  static final int PREFIX = 4;

  /** A slash may follow, as in the scope of a signature. */
  private static final TokenTail AWS =
      TokenTail.exactly(16, c -> isUpperCase(c) || isDigit(c), c -> isLetterOrDigit(c) || c == '+');

  private static final TokenTail GOOGLE =
      TokenTail.exactly(
          35, ScannedText::isBase64Url, c -> isLetterOrDigit(c) || c == '+' || c == '/');

  private static final TokenTail BITBUCKET =
      TokenTail.exactly(
          32, SecretPatterns::isLetterOrDigit, c -> ScannedText.isBase64(c) || c == '-');

  private static final List<String> GITHUB =
      List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_");

  private static final List<String> GITLAB =
      List.of("glpat-", "gldt-", "glrt-", "glptt-", "glsoat-", "glcbt-", "glft-", "glagent-");

  /** Of a person, and of a repository, a project or a workspace. */
  private static final List<String> ATLASSIAN = List.of("ATATT3", "ATCTT3");

  private static final String APP_PASSWORD = "ATBB";

  private static final int SLOTS = 1 << 12;
  private static final byte SPACE = 0;

  /** The last two bytes of a window: most pairs are those of no text, and it is asked of each. */
  private static final int PAIRS = 1 << 16;

  private final byte[] folded = new byte[256];
  private final Needle[][] slots = new Needle[SLOTS][];
  private final boolean[] pairs = new boolean[PAIRS];

  SecretPatterns() {
    for (int b = 0; b < 256; b++) {
      folded[b] = (byte) (b >= 'A' && b <= 'Z' ? b + 32 : b);
    }
    for (char space : " \t\r\n".toCharArray()) {
      folded[space] = SPACE;
    }
    addWords();
    addTokens();
    addEncodedWords();
    addEncodedKeys();
  }

  private void addWords() {
    add(Kind.PEM, "privatekey", "a PEM private key");
    add(Kind.WORD, "age-secret-key-", "an age identity");
    // The programs behind plugins bear the same name in lower case.
    add(Kind.EXACT, "AGE-PLUGIN-", "an age plugin identity");
    for (String field :
        List.of(
            "token", "id-token", "access-token", "refresh-token", "bearer-token", "bearertoken")) {
      add(Kind.FIELD, field, "a token");
    }
    add(Kind.FIELD, "client-key-data", "a client key");
    add(Kind.SCHEME, "bearer", "a token");
    add(Kind.SCHEME, "basic", "a password");
    for (String field :
        List.of(
            "password",
            "passwd",
            "passphrase",
            "clientsecret",
            "client-secret",
            "client_secret",
            "secretaccesskey",
            "secret-access-key",
            "secret_access_key",
            "authtoken",
            "auth-token",
            "auth_token",
            "accesstoken",
            "apitoken",
            "api-token",
            "api_token",
            "apikey",
            "api-key",
            "api_key")) {
      add(Kind.FIELD_END, field, field.contains("pass") ? "a password" : "a token");
    }
  }

  /** The forms of tokens that their issuers document so that they can be found. */
  private void addTokens() {
    for (String start : GITHUB) {
      addToken(start, 30, "a GitHub token");
    }
    for (String start : GITLAB) {
      addToken(start, 20, "a GitLab token");
    }
    for (String start : ATLASSIAN) {
      addToken(start, 40, "a Bitbucket token");
    }
    addToken(APP_PASSWORD, BITBUCKET, "a Bitbucket token");
    addToken("AKIA", AWS, "an AWS access key");
    addToken("ASIA", AWS, "an AWS access key");
    addToken("AIza", GOOGLE, "a Google API key");
    addToken(SecretText.GOOGLE_ACCESS, 20, "a Google token");
    addToken(SecretText.EKS, 40, "an EKS token");
    addToken(SecretText.OPENSHIFT, 40, "an OpenShift token");
    addToken("GOCSPX-", 20, "a Google client secret");
    addToken("AccountKey=", 40, "an Azure key");
    addToken("SharedAccessKey=", 40, "an Azure key");
    for (String start : List.of("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-")) {
      addToken(start, 20, "a Slack token");
    }
    addToken("hooks.slack.com/services/", 20, "a Slack webhook");
    addToken("npm_", 30, "an npm token");
    addToken("pypi-", 50, "a PyPI token");
    addToken("dckr_pat_", 20, "a Docker token");
    addToken("dckr_oat_", 20, "a Docker token");
    addToken("dop_v1_", 40, "a DigitalOcean token");
    addToken("hvs.", 20, "a Vault token");
    addToken("hvb.", 20, "a Vault token");
    addToken("sk_live_", 16, "a Stripe key");
    addToken("rk_live_", 16, "a Stripe key");
  }

  /** Whether a text begins like a token of a forge, which may be shorter than one. */
  static boolean isOfForge(String text) {
    return Stream.of(GITHUB, GITLAB, ATLASSIAN, List.of(APP_PASSWORD))
        .flatMap(List::stream)
        .anyMatch(text::startsWith);
  }

  private void addToken(String start, int least, String what) {
    addToken(start, TokenTail.of(least), what);
  }

  private void addToken(String start, TokenTail tail, String what) {
    add(Kind.TOKEN, ascii(start), what, tail);
  }

  private void addEncodedWords() {
    for (String word : List.of("PRIVATE KEY", "OPENSSH PRIVATE", "openssh-key-v1")) {
      addBase64(ascii(word), "a private key in base64");
    }
    addBase64(ascii("AGE-SECRET-KEY-"), "an age identity in base64");
    addBase64(ascii("client-key-data"), "a kubeconfig in base64");
    for (String header : List.of("{\"alg\":\"", "{\"typ\":\"", "{\"kid\":\"")) {
      byte[] segment = Base64.getEncoder().withoutPadding().encode(ascii(header));
      // The last character also depends on what follows it.
      addBase64(Arrays.copyOf(segment, segment.length - 1), "a token (JWT) in base64");
    }
  }

  /** The first bytes of DER private keys, which are keys with or without PEM lines around them. */
  private void addEncodedKeys() {
    for (String der :
        List.of(
            "020100301306072a8648ce3d0201", // PKCS #8, EC with a curve of 8 bytes (P-256)
            "020100301006072a8648ce3d0201", // PKCS #8, EC with a curve of 5 bytes (P-384, P-521)
            "020100300d06092a864886f70d0101", // PKCS #8, RSA
            "020100300506032b6570", // PKCS #8, Ed25519
            "020101300506032b6570", // PKCS #8 with the public key, Ed25519
            "020100300506032b656e", // PKCS #8, X25519
            "02010002818100", // PKCS #1, RSA of 1024 bits
            "0201000282010100", // 2048 bits
            "0201000282018100", // 3072 bits
            "0201000282020100", // 4096 bits
            "30770201010420", // SEC 1, P-256
            "3081a40201010430", // SEC 1, P-384
            "3081dc0201010442")) { // SEC 1, P-521
      addBase64(HexFormat.of().parseHex(der), "a private key in base64");
    }
  }

  private static boolean isLetterOrDigit(int c) {
    return isUpperCase(c) || isDigit(c) || c >= 'a' && c <= 'z';
  }

  private static boolean isUpperCase(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void add(Kind kind, String text, String what) {
    add(kind, ascii(text), what, null);
  }

  /**
   * The text as it looks inside base64: three ways, by where it starts in a group of three bytes,
   * without the characters that also depend on its neighbours; and each of them encoded again.
   */
  private void addBase64(byte[] text, String what) {
    for (byte[] once : alignments(text)) {
      add(Kind.EXACT, once, what, null);
      for (byte[] twice : alignments(once)) {
        add(Kind.EXACT, twice, what, null);
      }
    }
  }

  /**
   * A base64 character holds six bits. Behind {@code shift} bytes the text begins at bit {@code 8 *
   * shift}: the first character of its bits alone is that number divided by six, rounded up, and
   * the last ends where its last whole six bits do.
   */
  private static List<byte[]> alignments(byte[] text) {
    List<byte[]> encodings = new ArrayList<>();
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + text.length];
      System.arraycopy(text, 0, shifted, shift, text.length);
      byte[] encoded = Base64.getEncoder().encode(shifted);
      int from = (shift * 8 + 5) / 6;
      int to = shifted.length * 8 / 6;
      encodings.add(Arrays.copyOfRange(encoded, from, to));
    }
    return encodings;
  }

  private void add(Kind kind, byte[] bytes, String what, TokenTail tail) {
    int window = 0;
    for (int i = 0; i < PREFIX; i++) {
      window = window << 8 | folded[bytes[i]];
    }
    pairs[window & PAIRS - 1] = true;
    int slot = slot(window);
    Needle[] before = slots[slot] == null ? new Needle[0] : slots[slot];
    slots[slot] = Arrays.copyOf(before, before.length + 1);
    slots[slot][before.length] = new Needle(kind, bytes, window, what, tail);
  }

  /**
   * Windows of text differ in few bits. The multiplier, 2³² by the golden ratio, carries each of
   * them into the upper bits, of which twelve are the number of a slot.
   */
  private static int slot(int window) {
    return (window * 0x9E3779B1) >>> 20;
  }

  /** Bytes in lower case, and 0 for white space, by the byte. */
  byte[] folded() {
    return folded;
  }

  /** Which two bytes may be the last of a text's first four, by these bytes. */
  boolean[] pairs() {
    return pairs;
  }

  /** The byte in lower case; 0 for white space. */
  int fold(byte b) {
    return folded[b & 0xff] & 0xff;
  }

  /** The texts that may end their first four bytes here; null if no text does. */
  Needle[] candidates(int window) {
    return slots[slot(window)];
  }

  /** Where the text that starts at {@code start} ends; -1 if another text is there. */
  int match(byte[] text, int start, Needle needle) {
    byte[] bytes = needle.bytes();
    boolean exact = needle.kind() == Kind.EXACT || needle.kind() == Kind.TOKEN;
    boolean unbroken = needle.kind().compareTo(Kind.TOKEN) >= 0;
    int at = start;
    for (int i = 0; i < bytes.length; at++) {
      if (at >= text.length) {
        return -1;
      }
      byte seen = folded[text[at] & 0xff];
      if (seen == SPACE) {
        if (unbroken) {
          return -1;
        }
        continue;
      }
      if ((exact ? text[at] : seen) != bytes[i]) {
        return -1;
      }
      i++;
    }
    return at;
  }
}
