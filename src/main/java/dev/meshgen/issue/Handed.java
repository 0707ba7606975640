package dev.meshgen.issue;

import dev.meshgen.authority.files.ImportedCacerts;
import dev.meshgen.credential.AcceptedCredential;
import dev.meshgen.pki.SigningChain;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets that were handed over for a run to seal.
 *
 * @param credentials for discovery, by cluster
 * @param cacerts of running clusters, by cluster
 * @param signer the key that signs from now on
 */
public record Handed(
    Map<String, AcceptedCredential> credentials,
    Map<String, ImportedCacerts> cacerts,
    Optional<SigningChain> signer) {
  /** Nothing. */
  public static final Handed NOTHING = new Handed(Map.of(), Map.of(), Optional.empty());

  public Handed {
    credentials = Map.copyOf(credentials);
    cacerts = Map.copyOf(cacerts);
  }

  static Handed credential(String cluster, AcceptedCredential credential) {
    return new Handed(Map.of(cluster, credential), Map.of(), Optional.empty());
  }

  boolean isEmpty() {
    return credentials.isEmpty() && !hasImports();
  }

  /** Whether the run imports what signs; it then issues nothing that it was not told to. */
  boolean hasImports() {
    return !cacerts.isEmpty() || signer.isPresent();
  }
}
