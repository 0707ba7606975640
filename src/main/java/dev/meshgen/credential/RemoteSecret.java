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
   * @param cluster the cluster's name, which is its ID in Istio
   */
  public static SecretManifest of(
      String cluster, CredentialUse use, String istioNamespace, AcceptedCredential credential) {
    return head(cluster, use, istioNamespace)
        .stringData(use.key(cluster), KubeconfigText.of(cluster, credential))
        .build();
  }

  /** The public part of the Secret. */
  public static SecretManifest.Builder head(
      String cluster, CredentialUse use, String istioNamespace) {
    SecretManifest.Builder secret =
        SecretManifest.of("v1", "Secret").name(use.secret(cluster)).namespace(istioNamespace);
    if (use != CredentialUse.CONFIG) {
      secret.label(LABEL, "true");
    }
    return secret.annotation(ANNOTATION, cluster);
  }

  /**
   * Reads back what {@link #of} wrote, to write it again for another address. The credential's
   * address and certificate authority are those that were filed, wherever they came from.
   *
   * @param source how diagnostics name the file
   * @return empty exactly when it reported an error
   */
  public static Optional<Credential> read(
      SecretManifest manifest, String cluster, CredentialUse use, String source, Report report) {
    CredentialDiagnostics remarks = new CredentialDiagnostics(source, report);
    SecretBytes kubeconfig = manifest.secrets().get(use.key(cluster));
    if (kubeconfig == null || manifest.secrets().size() != 1) {
      remarks.say(
          Code.CREDENTIAL_FORM,
          "this is not the remote secret of cluster \"" + cluster + "\"",
          "one kubeconfig, under the key \"" + use.key(cluster) + "\"",
          "`meshgen credential add` files a new one");
      return Optional.empty();
    }
    byte[] content = kubeconfig.copy();
    try {
      return new SecretDocuments(remarks)
          .one(new String(content, StandardCharsets.UTF_8))
          .flatMap(new KubeconfigForm(remarks, Optional.empty())::read);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
