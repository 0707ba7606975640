package dev.meshgen.platform;

import dev.meshgen.net.HostAddress;
import java.util.Optional;

/** API servers with certificates from a public authority, told by their addresses. */
public final class PublicServers {
  /** What the DNS endpoints of GKE end with. */
  static final String GKE = ".gke.goog";

  private static final String TAILSCALE = ".ts.net";

  private PublicServers() {}

  /** What else is needed at one, to follow a hint, or nothing; empty for any other address. */
  public static Optional<String> publicCertificate(HostAddress host) {
    if (host.text().endsWith(GKE)) {
      return Optional.of(
          "; GKE's DNS endpoint also needs enableK8sTokensViaDns, or it refuses the tokens of"
              + " ServiceAccounts");
    }
    return host.text().endsWith(TAILSCALE) ? Optional.of("") : Optional.empty();
  }
}
