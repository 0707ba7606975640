package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import java.util.List;

/** Credentials in an address. A mere user name is part of some forges' addresses. */
public final class AddressCredentials {
  /** How the tokens of well-known forges begin, which people put where a user name goes. */
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
            "\"" + field + "\" carries credentials, which would be written to Git in the clear")
        .expecting("the address alone; consider the credentials disclosed if this file was shared");
  }
}
