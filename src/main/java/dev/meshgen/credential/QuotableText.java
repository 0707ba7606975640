package dev.meshgen.credential;

import dev.meshgen.net.ServerAddress;

/**
 * Text out of a credential as a diagnostic may quote it. Names are shown; what could be a token, a
 * part of one, or a terminal's escape sequence is not.
 */
final class QuotableText {
  /** A context named by EKS or GKE, a host, a ServiceAccount's subject; shorter than any JWT. */
  private static final int MAX_LENGTH = 256;

  /** EKS puts 32 hexadecimal digits into a host name; a key has more without a break. */
  private static final int MAX_RUN = 32;

  private QuotableText() {}

  /** The text in quotes, or else the given words. */
  static String quoted(String text, String otherwise) {
    return isName(text) ? '"' + text + '"' : otherwise;
  }

  /** Scheme, host and port of an address: no path, no login. */
  static String address(String text) {
    return ServerAddress.parse(text)
        .map(address -> quoted(address.origin(), "the address"))
        .orElse("the address");
  }

  /** Whether the text may be shown. */
  static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || text.contains("eyJ")) {
      return false;
    }
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"') {
        return false;
      }
      boolean breaks = "-_.:/@ |".indexOf(c) >= 0;
      run = breaks ? 0 : run + 1;
      if (run > MAX_RUN) {
        return false;
      }
    }
    return true;
  }
}
