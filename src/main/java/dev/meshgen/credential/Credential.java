package dev.meshgen.credential;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.pki.ClientPair;
import java.util.Objects;
import java.util.Optional;

/**
 * What was handed over about one cluster, well formed and not yet compared with its spec: the token
 * of an account or a client certificate, and where and how its API server is reached. Closing
 * erases what is secret.
 */
public final class Credential implements AutoCloseable {
  private final String source;
  private final Login login;
  private final Optional<String> caPem;
  private final ApiServer apiServer;

  /** How the API server is reached, as far as the credential says. */
  record ApiServer(
      Optional<String> server, Optional<String> tlsServerName, Optional<String> proxyUrl) {
    static final ApiServer UNKNOWN =
        new ApiServer(Optional.empty(), Optional.empty(), Optional.empty());

    /** A proxy's address may hold a password. */
    @Override
    public String toString() {
      return "ApiServer[redacted]";
    }
  }

  Credential(String source, Login login, Optional<String> caPem, ApiServer apiServer) {
    this.source = Objects.requireNonNull(source);
    this.login = Objects.requireNonNull(login);
    this.caPem = Objects.requireNonNull(caPem);
    this.apiServer = Objects.requireNonNull(apiServer);
  }

  /** The file it came from, for diagnostics. */
  String source() {
    return source;
  }

  /** How istiod logs in. Not a copy. */
  Login login() {
    return login;
  }

  /** The bearer token, in ASCII, if it is one. Not a copy. */
  public Optional<SecretBytes> token() {
    return login.token();
  }

  /** The client certificate and its key, if it is one. Not a copy. */
  public Optional<ClientPair> certificate() {
    return login.certificate();
  }

  /** The API server's certificate authorities: certificates only, in one canonical spelling. */
  public Optional<String> caPem() {
    return caPem;
  }

  /** The API server's address as handed over; not necessarily one that other clusters can use. */
  public Optional<String> server() {
    return apiServer.server();
  }

  /** The name on the API server's certificate, if it is not that in its address. */
  public Optional<String> tlsServerName() {
    return apiServer.tlsServerName();
  }

  /** The proxy before the API server. May hold a password: never print it. */
  public Optional<String> proxyUrl() {
    return apiServer.proxyUrl();
  }

  @Override
  public void close() {
    login.close();
  }

  @Override
  public String toString() {
    return "Credential[redacted]";
  }
}
