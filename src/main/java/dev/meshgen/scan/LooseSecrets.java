package dev.meshgen.scan;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Secrets that only a word before them gives away: no form of their own, and no key in YAML. */
final class LooseSecrets {
  /** What precedes the address of a person, not before a password. */
  private static final Set<String> NO_USERS =
      Set.of("mailto", "serviceaccount", "group", "oidc", "acct", "sip", "xmpp", "domain");

  private static final Set<String> DIGESTS = Set.of("sha256:", "sha384:", "sha512:");

  private static final int DIGEST = 7;

  /** As long as anybody's user name and password. */
  private static final int LONGEST_LOGIN = 512;

  /** Words of prose behind "Bearer" have no digits and no padding, or are shorter. */
  private static final int CREDENTIAL = 8;

  private static final String ENDS = "\"'&,;)`";

  private LooseSecrets() {}

  /** User name and password before an {@code @}, in an address without a scheme. */
  static Optional<SecretHit> login(byte[] text, int at) {
    int start = at;
    int colon = -1;
    while (start > 0 && at - start < LONGEST_LOGIN && isLogin(text[start - 1])) {
      start--;
      colon = text[start] == ':' ? start : colon;
    }
    boolean named = colon > start && colon + 1 < at && isHost(text, at + 1);
    if (!named || isPerson(text, start, colon, at) || isDigest(text, at + 1)) {
      return Optional.empty();
    }
    return Optional.of(new SecretHit(start, at, SecretScan.LOGIN));
  }

  private static boolean isLogin(byte b) {
    return b > ' ' && b < 0x7f && "/?#\"'<>{}[]$,`@|()".indexOf(b) < 0;
  }

  private static boolean isHost(byte[] text, int from) {
    return from < text.length && (isLetterOrDigit(text[from]) || text[from] == '[');
  }

  private static boolean isPerson(byte[] text, int start, int colon, int at) {
    String user = ascii(text, start, colon).toLowerCase(Locale.ROOT);
    boolean letters = true;
    for (int i = colon + 1; i < at; i++) {
      letters &= text[i] >= 'a' && text[i] <= 'z' || text[i] == '.' || text[i] == '-';
    }
    return NO_USERS.contains(user) || user.equals("user") && letters;
  }

  private static boolean isDigest(byte[] text, int from) {
    return from + DIGEST <= text.length && DIGESTS.contains(ascii(text, from, from + DIGEST));
  }

  /**
   * The value that a name which ends before {@code equals} is given, as in a query or a command.
   *
   * @param least characters of a value
   */
  static Optional<SecretHit> assigned(byte[] text, int equals, int least, String what) {
    if (equals >= text.length || text[equals] != '=') {
      return Optional.empty();
    }
    int from = equals + 1;
    boolean quoted = from < text.length && (text[from] == '"' || text[from] == '\'');
    int end = quoted ? ++from : from;
    while (end < text.length && text[end] > ' ' && ENDS.indexOf(text[end]) < 0) {
      end++;
    }
    boolean placeholder = from < end && "$<{%*[=".indexOf(text[from]) >= 0;
    boolean clear =
        end - from >= least && !placeholder && ClearValue.isClear(ascii(text, from, end));
    return clear ? Optional.of(new SecretHit(from, end, what)) : Optional.empty();
  }

  /** What follows the name of a scheme of HTTP authentication, which is at these offsets. */
  static Optional<SecretHit> credential(byte[] text, int start, int end, String what) {
    int from = end;
    while (from < text.length && text[from] == ' ') {
      from++;
    }
    int to = from;
    boolean letter = false;
    boolean digit = false;
    while (to < text.length && (isLetterOrDigit(text[to]) || "-._~+/=".indexOf(text[to]) >= 0)) {
      digit |= text[to] >= '0' && text[to] <= '9';
      letter |= Character.isLetter(text[to]);
      to++;
    }
    boolean word = start > 0 && isLetterOrDigit(text[start - 1]) || from == end;
    boolean padded = to > from && text[to - 1] == '=';
    return !word && letter && (digit || padded) && to - from >= CREDENTIAL
        ? Optional.of(new SecretHit(from, to, what))
        : Optional.empty();
  }

  private static boolean isLetterOrDigit(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
  }

  private static String ascii(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.US_ASCII);
  }
}
