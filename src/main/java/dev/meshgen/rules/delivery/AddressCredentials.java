package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.net.UserInfo;
import java.util.List;
import java.util.Optional;

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
    Optional<String> user = UserInfo.of(address);
    return user.isPresent()
        && (user.get().indexOf(':') >= 0 || TOKENS.stream().anyMatch(user.get()::startsWith));
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
