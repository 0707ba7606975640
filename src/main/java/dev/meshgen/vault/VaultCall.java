package dev.meshgen.vault;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request. Its headers and body may hold secrets, so that it never prints them.
 *
 * @param method as HTTP has it
 * @param headers each with one value
 */
record VaultCall(String method, URI uri, Map<String, String> headers, Optional<byte[]> body) {

  VaultCall {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  VaultCall to(URI other) {
    return new VaultCall(method, other, headers, body);
  }

  @Override
  public String toString() {
    return "VaultCall[" + method + " " + uri + ", redacted]";
  }
}
