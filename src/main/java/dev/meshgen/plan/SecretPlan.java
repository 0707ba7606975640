package dev.meshgen.plan;

import dev.meshgen.recipient.Recipient;
import java.util.List;

/**
 * A sealed file of the tree.
 *
 * @param kind what it is, and so who issues it
 * @param owner the cluster it belongs to; the mesh for the root
 * @param path within the tree
 * @param recipients sorted
 * @param inputs SHA-256, in hex, of what shapes its content
 */
public record SecretPlan(
    Kind kind, String owner, String path, List<Recipient> recipients, String inputs) {

  /** The name of the Secret that istiod signs with, and of its file. */
  public static final String CACERTS = "cacerts";

  /** Who issues a secret. */
  public enum Kind {
    /** The root's key, minted with the first render. */
    ROOT,
    /** The key of an authority below a root that is kept elsewhere; imported. */
    ISSUER,
    /** The {@code cacerts} of a cluster, issued by {@code render} with the root's key. */
    CACERTS,
    /** The key of a cluster's next {@code cacerts}, which lack their certificate. */
    REQUEST,
    /** What other clusters read this one with; its token comes from the cluster itself. */
    REMOTE,
    /**
     * The credential with which an external istiod reads its configuration; it comes from the
     * config cluster.
     */
    KUBECONFIG
  }

  public SecretPlan {
    recipients = List.copyOf(recipients);
  }

  /** Whether it is a key that signs for clusters, and so the mesh's and not a cluster's. */
  public boolean isSigner() {
    return kind == Kind.ROOT || kind == Kind.ISSUER;
  }

  /** Whether a person adds it, instead of render issuing it. */
  public boolean isCredential() {
    return kind == Kind.REMOTE || kind == Kind.KUBECONFIG;
  }

  /** Written out for the reason that {@link dev.meshgen.diagnostic.Span} gives. */
  @Override
  public int hashCode() {
    return path.hashCode();
  }
}
