package dev.meshgen.vault;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came back, whatever it is. The body may hold secrets, so that it never prints it.
 *
 * @param headers names in lower case
 */
record VaultReply(int status, Map<String, String> headers, byte[] body) {

  VaultReply {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = Collections.unmodifiableMap(lower);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  boolean isSuccess() {
    return status == 200 || status == 204;
  }

  @Override
  public String toString() {
    return "VaultReply[" + status + ", redacted]";
  }
}
