package dev.meshgen.credential;

import dev.meshgen.net.ClusterScope;
import java.util.Objects;
import java.util.Optional;

/**
 * What the spec says about the cluster whose credential this is.
 *
 * @param name also Istio's cluster ID
 * @param use what the credential is for
 * @param istioNamespace the mesh's, where the ServiceAccount is
 * @param apiServer wins over the credential's address
 * @param caData base64 of PEM; wins over the credential's certificate authority
 * @param scope what only the cluster itself reaches
 */
public record ClusterFacts(
    String name,
    CredentialUse use,
    String istioNamespace,
    Optional<String> apiServer,
    Optional<String> caData,
    ClusterScope scope) {

  public ClusterFacts {
    Objects.requireNonNull(name);
    Objects.requireNonNull(use);
    Objects.requireNonNull(istioNamespace);
    Objects.requireNonNull(apiServer);
    Objects.requireNonNull(caData);
    Objects.requireNonNull(scope);
  }

  /** The subject whose token is wanted. */
  public String readerSubject() {
    return subject(use.serviceAccount());
  }

  /** Whether the token of a subject is accepted. */
  boolean accepts(String subject) {
    return use.accounts().stream().map(this::subject).anyMatch(subject::equals);
  }

  private String subject(String account) {
    return "system:serviceaccount:" + istioNamespace + ":" + account;
  }
}
