package dev.meshgen.credential;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.seal.SecretManifest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The Secret through which istiod in other clusters reads this one, as {@code istioctl
 * create-remote-secret} writes it (istioctl/pkg/multicluster/remote_secret.go).
 *
 * <p>istiod looks at the namespace, the label, and the key, which is the cluster's ID; all the rest
 * is for people. The one it takes its configuration with is mounted instead, and bears no label:
 * with one, istiod would also discover a cluster called {@code config} through it.
 */
public final class RemoteSecret {
  /** With {@code "true"}, what istiod selects by. */
  static final String LABEL = "istio/multiCluster";

  private static final String ANNOTATION = "networking.istio.io/cluster";

  private RemoteSecret() {}

  /**
   * The manifest, which holds its own copy of the secret: closing it does not erase the credential.
   *
   * @param cluster what the spec says of the cluster
   */
  public static SecretManifest of(ClusterFacts cluster, AcceptedCredential credential) {
    return head(cluster)
        .stringData(key(cluster), KubeconfigText.of(cluster.id(), credential))
        .build();
  }

  private static String key(ClusterFacts cluster) {
    return cluster.use().key(cluster.id());
  }

  /** The public part of the Secret. */
  public static SecretManifest.Builder head(ClusterFacts cluster) {
    SecretManifest.Builder secret =
        SecretManifest.of("v1", "Secret")
            .name(cluster.use().secret(cluster.name()))
            .namespace(cluster.istioNamespace());
    if (cluster.use() != CredentialUse.CONFIG) {
      secret.label(LABEL, "true");
    }
    return secret.annotation(ANNOTATION, cluster.id());
  }

  /**
   * Reads back what {@link #of} wrote, to write it again for another address. The credential's
   * address and certificate authority are those that were filed, wherever they came from.
   *
   * @param source how diagnostics name the file
   * @return empty exactly when it reported an error
   */
  public static Optional<Credential> read(
      SecretManifest manifest, ClusterFacts cluster, String source, Report report) {
    CredentialDiagnostics remarks = new CredentialDiagnostics(source, report);
    Optional<SecretBytes> kubeconfig = kubeconfig(manifest, cluster);
    if (kubeconfig.isEmpty()) {
      remarks.say(
          Code.CREDENTIAL_FORM,
          "this is not the remote secret of cluster \"" + cluster.name() + "\"",
          "one kubeconfig, under the key \"" + key(cluster) + "\"",
          "`meshgen credential add` files a new one");
      return Optional.empty();
    }
    byte[] content = kubeconfig.get().copy();
    try {
      return new SecretDocuments(remarks)
          .one(new String(content, StandardCharsets.UTF_8))
          .flatMap(new KubeconfigForm(remarks, Optional.empty())::read);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /**
   * The one that the Secret holds, if it is this cluster's: by its key, or by the Secret's name if
   * the spec has changed the cluster's ID since.
   */
  private static Optional<SecretBytes> kubeconfig(SecretManifest manifest, ClusterFacts cluster) {
    boolean own =
        manifest.values().containsKey(key(cluster))
            || manifest
                .text("metadata", "name")
                .equals(Optional.of(cluster.use().secret(cluster.name())));
    return own && manifest.values().size() == 1
        ? Optional.of(manifest.values().values().iterator().next())
        : Optional.empty();
  }
}
