package dev.meshgen.credential;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.seal.SecretManifest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What a credential that was sealed says of itself, where there is no spec to compare it with.
 *
 * @param token SHA-256 of a token that is a signed JWT; else empty
 * @param certificate SHA-256 of a client certificate in place of a token
 */
public record FiledCredential(
    ServerFacts server, Optional<String> token, Optional<String> certificate) {
  public FiledCredential {
    Objects.requireNonNull(server);
    Objects.requireNonNull(token);
    Objects.requireNonNull(certificate);
  }

  /** Empty if the Secret holds anything else than one kubeconfig with a login. */
  public static Optional<FiledCredential> read(SecretManifest manifest) {
    if (manifest.values().size() != 1) {
      return Optional.empty();
    }
    SecretBytes kubeconfig = manifest.values().values().iterator().next();
    CredentialDiagnostics ignored = new CredentialDiagnostics("kubeconfig", new Report());
    byte[] content = kubeconfig.copy();
    try {
      return new SecretDocuments(ignored)
          .one(new String(content, StandardCharsets.UTF_8))
          .flatMap(new KubeconfigForm(ignored, Optional.empty())::read)
          .flatMap(FiledCredential::of);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static Optional<FiledCredential> of(Credential found) {
    try (Credential credential = found) {
      if (credential.server().isEmpty()) {
        return Optional.empty();
      }
      Optional<CaPem> ca =
          credential.caPem().isPresent()
              ? Optional.of(CaPem.read(credential.caPem().get()))
              : Optional.empty();
      ReachedServer server =
          new ReachedServer(
              credential.server().get(), credential.tlsServerName(), credential.proxyUrl());
      RemoteFacts facts = RemoteFacts.of(credential.login(), ServerFacts.of(server, ca));
      return Optional.of(
          new FiledCredential(
              facts.server(),
              facts.fingerprint(),
              facts.certificate().map(RemoteFacts.ClientFacts::sha256)));
    } catch (UnusableCa e) {
      return Optional.empty();
    }
  }

  /** What is not as it was filed, in words; empty if all is. */
  public Optional<String> difference(
      ServerFacts filed, Optional<String> filedToken, Optional<String> filedCertificate) {
    if (!server.address().equals(filed.address())) {
      return Optional.of("the API server in its kubeconfig does not match its lock");
    }
    if (!server.equals(filed)) {
      return Optional.of("the CA, server name or proxy in its kubeconfig does not match its lock");
    }
    if (!certificate.equals(filedCertificate)) {
      return Optional.of("its client certificate does not match its lock");
    }
    return token.equals(filedToken)
        ? Optional.empty()
        : Optional.of("its token does not match its lock");
  }
}
