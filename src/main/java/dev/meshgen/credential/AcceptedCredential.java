package dev.meshgen.credential;

import java.util.Optional;

/**
 * A credential that istiod in other clusters can use, with the spec's address and certificate
 * authority in place of its own. Shares the credential's secret: closing either erases it.
 */
public final class AcceptedCredential implements AutoCloseable {
  private final Credential credential;
  private final ReachedServer server;
  private final Optional<String> caPem;
  private final RemoteFacts facts;

  AcceptedCredential(
      Credential credential, ReachedServer server, Optional<String> caPem, RemoteFacts facts) {
    this.credential = credential;
    this.server = server;
    this.caPem = caPem;
    this.facts = facts;
  }

  /** How istiod logs in. Not a copy. */
  Login login() {
    return credential.login();
  }

  /** The API server's {@code https} address, as other clusters reach it. */
  public String server() {
    return server.address();
  }

  /** Certificates only, in one canonical spelling; empty if public authorities are trusted. */
  public Optional<String> caPem() {
    return caPem;
  }

  /** The name on the API server's certificate, if it is not that in its address. */
  public Optional<String> tlsServerName() {
    return server.tlsServerName();
  }

  /** The proxy before the API server. May hold a password: never print it. */
  public Optional<String> proxyUrl() {
    return server.proxyUrl();
  }

  /** What may be published. */
  public RemoteFacts facts() {
    return facts;
  }

  @Override
  public void close() {
    credential.close();
  }

  @Override
  public String toString() {
    return "AcceptedCredential[redacted]";
  }
}
