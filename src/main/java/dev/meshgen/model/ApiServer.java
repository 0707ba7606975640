package dev.meshgen.model;

import dev.meshgen.net.ClusterScope;
import dev.meshgen.net.HostAddress;
import java.util.Optional;

/**
 * How the istiod of other clusters reaches a cluster's API server, as far as the spec says.
 *
 * @param address where they connect to
 * @param tlsServerName on its certificate, if that is not the name in its address
 * @param proxyUrl of the proxy before it, without credentials
 * @param caData base64 of its PEM certificate authority
 * @param publicCa whether a public authority signed its certificate
 */
public record ApiServer(
    Optional<String> address,
    Optional<String> tlsServerName,
    Optional<String> proxyUrl,
    Optional<String> caData,
    boolean publicCa) {

  /** Whether its cluster's own authority signed its certificate, as far as the spec says. */
  public boolean hasOwnCa() {
    return !publicCa && caData.isEmpty();
  }

  /**
   * Why other clusters cannot connect to a host of it. Behind a proxy, or a gateway that picks the
   * API server by its name, an address may be that of a service.
   */
  public Optional<String> unreachable(HostAddress host, ClusterScope scope) {
    return tlsServerName.isPresent() || proxyUrl.isPresent()
        ? host.unroutable()
        : host.unreachable(scope);
  }
}
