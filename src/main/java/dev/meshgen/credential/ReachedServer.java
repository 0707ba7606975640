package dev.meshgen.credential;

import java.util.Objects;
import java.util.Optional;

/**
 * An API server as istiod in other clusters reaches it: the spec takes precedence over the
 * credential.
 *
 * @param address its {@code https} address
 * @param tlsServerName on its certificate, if it is not that in its address
 * @param proxyUrl of the proxy before it. May hold a password: never print it
 */
record ReachedServer(String address, Optional<String> tlsServerName, Optional<String> proxyUrl) {

  ReachedServer {
    Objects.requireNonNull(address);
    Objects.requireNonNull(tlsServerName);
    Objects.requireNonNull(proxyUrl);
  }

  @Override
  public String toString() {
    return "ReachedServer[redacted]";
  }
}
