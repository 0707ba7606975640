package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.net.UserInfo;
import dev.meshgen.scan.SecretText;
import java.util.Optional;

/** Credentials in an address. A user name alone is part of the addresses of some forges. */
public final class AddressCredentials {
  private AddressCredentials() {}

  /** Whether an address carries a password or a token. */
  public static boolean areIn(String address) {
    Optional<String> user = UserInfo.of(address);
    return user.isPresent()
        && (user.get().indexOf(':') >= 0 || SecretText.beginsAsForgeToken(user.get()));
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
