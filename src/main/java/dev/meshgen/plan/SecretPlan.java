package dev.meshgen.plan;

import dev.meshgen.recipient.Recipient;
import java.util.List;

/**
 * A sealed file that the tree holds.
 *
 * @param kind what it is, and so who issues it
 * @param owner the cluster it belongs to; the mesh for the root
 * @param path within the tree
 * @param recipients sorted
 * @param inputs SHA-256, in hex, of what shapes its content
 */
public record SecretPlan(
    Kind kind, String owner, String path, List<Recipient> recipients, String inputs) {

  /** Who issues a secret. */
  public enum Kind {
    /** The root's key, minted with the first render. */
    ROOT,
    /** The {@code cacerts} of a cluster, issued by {@code render} with the root's key. */
    CACERTS,
    /** What other clusters read this one with; its token comes from the cluster itself. */
    REMOTE,
    /** What an istiod outside of the mesh takes its configuration with; from there, too. */
    KUBECONFIG
  }

  public SecretPlan {
    recipients = List.copyOf(recipients);
  }

  /** Whether somebody adds it, rather than that it is issued. */
  public boolean isCredential() {
    return kind == Kind.REMOTE || kind == Kind.KUBECONFIG;
  }

  /** Written out for the reason that {@link dev.meshgen.diagnostic.Span} gives. */
  @Override
  public int hashCode() {
    return path.hashCode();
  }
}
