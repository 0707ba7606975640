package dev.meshgen.credential;

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
 */
public record ClusterFacts(
    String name,
    CredentialUse use,
    String istioNamespace,
    Optional<String> apiServer,
    Optional<String> caData) {

  public ClusterFacts {
    Objects.requireNonNull(name);
    Objects.requireNonNull(use);
    Objects.requireNonNull(istioNamespace);
    Objects.requireNonNull(apiServer);
    Objects.requireNonNull(caData);
  }

  /** The only subject whose token is accepted. */
  public String readerSubject() {
    return "system:serviceaccount:" + istioNamespace + ":" + use.serviceAccount();
  }
}
