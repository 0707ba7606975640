package dev.meshgen.issue;

import dev.meshgen.authority.files.ImportedCacerts;
import dev.meshgen.credential.AcceptedCredential;
import dev.meshgen.pki.CertificateBag;
import dev.meshgen.pki.SignedIntermediate;
import dev.meshgen.pki.SigningChain;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets that were handed over for a run to seal.
 *
 * @param credentials for discovery, by cluster
 * @param cacerts of running clusters, by cluster
 * @param signer the key that signs from now on
 * @param certificates that answer requests, as they came
 * @param answers the same, verified, by cluster
 */
public record HandedSecrets(
    Map<String, AcceptedCredential> credentials,
    Map<String, ImportedCacerts> cacerts,
    Optional<SigningChain> signer,
    Optional<CertificateBag> certificates,
    Map<String, SignedIntermediate> answers) {
  /** Nothing. */
  public static final HandedSecrets NOTHING =
      new HandedSecrets(Map.of(), Map.of(), Optional.empty(), Optional.empty(), Map.of());

  public HandedSecrets {
    credentials = Map.copyOf(credentials);
    cacerts = Map.copyOf(cacerts);
    answers = Map.copyOf(answers);
  }

  static HandedSecrets credential(String cluster, AcceptedCredential credential) {
    return new HandedSecrets(
        Map.of(cluster, credential), Map.of(), Optional.empty(), Optional.empty(), Map.of());
  }

  /** The cacerts of running clusters. */
  public static HandedSecrets cacerts(Map<String, ImportedCacerts> cacerts) {
    return new HandedSecrets(Map.of(), cacerts, Optional.empty(), Optional.empty(), Map.of());
  }

  /** A key that signs. */
  public static HandedSecrets signer(SigningChain chain) {
    return new HandedSecrets(Map.of(), Map.of(), Optional.of(chain), Optional.empty(), Map.of());
  }

  /** Certificates that answer requests. */
  public static HandedSecrets certificates(CertificateBag bag) {
    return new HandedSecrets(Map.of(), Map.of(), Optional.empty(), Optional.of(bag), Map.of());
  }

  /** The same, once it is known which requests they answer. */
  HandedSecrets answering(Map<String, SignedIntermediate> found) {
    return new HandedSecrets(credentials, cacerts, signer, certificates, found);
  }

  boolean isEmpty() {
    return credentials.isEmpty() && !hasImports();
  }

  /** Whether the run imports what signs; it then issues nothing that it was not told to. */
  boolean hasImports() {
    return !cacerts.isEmpty() || signer.isPresent() || certificates.isPresent();
  }
}
