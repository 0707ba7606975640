package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import java.util.List;

/** Credentials in an address. A user name alone is part of the addresses of some forges. */
public final class AddressCredentials {
  /** Prefixes of tokens of well-known forges, which people put in place of a user name. */
  private static final List<String> TOKENS =
      List.of(
          "ghp_",
          "gho_",
          "ghu_",
          "ghs_",
          "ghr_",
          "github_pat_",
          "glpat-",
          "gldt-",
          "ATBB",
          "ATCTT");

  private AddressCredentials() {}

  /** Whether an address carries a password or a token. */
  public static boolean areIn(String address) {
    int start = address.indexOf("://") + 3;
    if (start < 3) {
      return false;
    }
    int end = start;
    while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    int at = address.substring(start, end).lastIndexOf('@');
    if (at < 0) {
      return false;
    }
    String user = address.substring(start, start + at);
    return user.indexOf(':') >= 0 || TOKENS.stream().anyMatch(user::startsWith);
  }

  /** What there is to say of them, without quoting the address. */
  public static Diagnostic refused(String field, Span at) {
    return Diagnostic.of(
            Code.CREDENTIALS_IN_ADDRESS,
            at,
            "\"" + field + "\" contains credentials, which would be committed in the clear")
        .expecting(
            "an address without credentials; treat them as disclosed if this file was shared");
  }
}
