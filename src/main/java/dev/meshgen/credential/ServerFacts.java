package dev.meshgen.credential;

import dev.meshgen.net.ServerAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * What is public about a filed API server, and tells it from others: one address may lead to
 * several, by the name that is requested there, or through different proxies.
 *
 * @param address as it was filed
 * @param tlsServerName that is requested, if it is not that in the address
 * @param proxy scheme, host and port of the proxy before it
 * @param caSha256 over the DER of its authorities, in lower-case hex: of one certificate its
 *     fingerprint; empty if public authorities are trusted
 */
public record ServerFacts(
    String address,
    Optional<String> tlsServerName,
    Optional<String> proxy,
    Optional<String> caSha256) {

  public ServerFacts {
    Objects.requireNonNull(address);
    Objects.requireNonNull(tlsServerName);
    Objects.requireNonNull(proxy);
    Objects.requireNonNull(caSha256);
  }

  static ServerFacts of(ReachedServer server, Optional<CaPem> ca) {
    return new ServerFacts(
        server.address(),
        server.tlsServerName(),
        server.proxyUrl().flatMap(ServerFacts::origin),
        ca.map(CaPem::sha256));
  }

  /** A proxy's address without its login. */
  public static Optional<String> origin(String proxyUrl) {
    return ServerAddress.parse(proxyUrl).map(ServerAddress::origin);
  }

  /** Whether both are one API server: who shares all of this is the same. */
  boolean isSame(ServerFacts other) {
    return caSha256.equals(other.caSha256)
        && tlsServerName.equals(other.tlsServerName)
        && proxy.equals(other.proxy)
        && ServerAddress.areSame(address, other.address);
  }
}
