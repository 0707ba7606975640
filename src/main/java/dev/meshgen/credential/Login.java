package dev.meshgen.credential;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.pki.ClientPair;
import java.util.Optional;

/**
 * How istiod logs in to an API server: with the token of an account, or with the certificate of a
 * client, as proxies before API servers have it. Closing erases what is secret.
 */
final class Login implements AutoCloseable {
  private final Optional<SecretBytes> token;
  private final Optional<ClientPair> certificate;

  private Login(Optional<SecretBytes> token, Optional<ClientPair> certificate) {
    this.token = token;
    this.certificate = certificate;
  }

  static Login with(SecretBytes token) {
    return new Login(Optional.of(token), Optional.empty());
  }

  static Login with(ClientPair certificate) {
    return new Login(Optional.empty(), Optional.of(certificate));
  }

  /** The bearer token, in ASCII. Not a copy. */
  Optional<SecretBytes> token() {
    return token;
  }

  /** A certificate and its key. Not a copy. */
  Optional<ClientPair> certificate() {
    return certificate;
  }

  @Override
  public void close() {
    token.ifPresent(SecretBytes::close);
    certificate.ifPresent(ClientPair::close);
  }

  @Override
  public String toString() {
    return "Login[redacted]";
  }
}
