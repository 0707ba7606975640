package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.credential.FiledCredential;
import dev.meshgen.credential.ServerFacts;
import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRequest;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.tree.Layout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what a sealed file turned out to contain with its lock, where no spec is known: that a
 * key belongs to its certificate, and a kubeconfig leads to the API server that the lock names.
 */
public final class OpenedSecret {
  private static final Set<String> ROOTS = Set.of(Layout.ROOT_KEY, Layout.NEXT_ROOT_KEY);
  private static final Set<String> ISSUERS = Set.of(Layout.ISSUING_KEY, Layout.NEXT_ISSUING_KEY);

  private OpenedSecret() {}

  /**
   * What is wrong, in words; empty if nothing is.
   *
   * @param path of the file in the tree
   */
  public static Optional<String> problem(String path, SealedFacts facts, SecretManifest opened) {
    try {
      if (ROOTS.contains(path)) {
        try (CertificateAuthority root = RootKey.read(opened)) {
          return differs(root.facts(), facts);
        }
      }
      if (ISSUERS.contains(path)) {
        try (SigningChain chain = IssuingKey.read(opened)) {
          return differs(chain.authority().facts(), facts);
        }
      }
      if (facts.request().isPresent()) {
        return requested(opened.values(), facts.request().get());
      }
      return facts.credential().isPresent()
          ? credential(opened, facts.credential().get())
          : cacerts(opened.values(), facts);
    } catch (PkiException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Optional<String> differs(CertificateFacts found, SealedFacts facts) {
    LockedCertificate locked = facts.certificate().orElse(null);
    return locked != null
            && found.sha256().equals(locked.sha256())
            && ReadableChain.isOf(found, locked)
        ? Optional.empty()
        : Optional.of("its certificate does not match its lock");
  }

  /** By the checks of istiod, on a day on which the certificate is valid: the day is told apart. */
  private static Optional<String> cacerts(Map<String, SecretBytes> files, SealedFacts facts)
      throws PkiException {
    if (!files.keySet().containsAll(CaCerts.NAMES)) {
      return Optional.of("it lacks files of cacerts");
    }
    Instant valid = facts.certificate().map(LockedCertificate::notBefore).orElse(Instant.EPOCH);
    List<String> problems = ChainVerifier.problems(files, valid);
    return problems.isEmpty()
        ? differs(
            CertificateFacts.ofBundle(
                    new String(files.get(CaCerts.CA_CERT).copy(), StandardCharsets.UTF_8))
                .get(0),
            facts)
        : Optional.of("istiod or its peers would refuse it: " + String.join("; ", problems));
  }

  private static Optional<String> requested(Map<String, SecretBytes> files, LockedRequest locked)
      throws PkiException {
    SecretBytes key = files.get(CaCerts.CA_KEY);
    return key != null && RequestedIntermediate.publicKeySha256(key).equals(locked.publicKey())
        ? Optional.empty()
        : Optional.of("its key does not match its lock");
  }

  private static Optional<String> credential(SecretManifest opened, CredentialFacts locked) {
    Optional<FiledCredential> found = FiledCredential.read(opened);
    if (found.isEmpty()) {
      return Optional.of("it holds no kubeconfig with a token or a client certificate and its key");
    }
    CredentialFacts.Server server = locked.server();
    return found
        .get()
        .difference(
            new ServerFacts(
                server.address(), server.tlsServerName(), server.proxy(), server.caSha256()),
            locked.tokenSha256(),
            locked.client().map(CredentialFacts.ClientCertificate::sha256));
  }
}
