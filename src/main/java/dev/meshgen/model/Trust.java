package dev.meshgen.model;

import java.util.List;

/**
 * Who signs in a mesh, and with what: one authority above the intermediates of the clusters.
 *
 * @param authority who signs the intermediates
 * @param root that meshgen creates, where it does
 * @param intermediate one per cluster
 * @param signers who may sign the locks of the tree; without any, no one has to
 */
public record Trust(
    SigningAuthority authority,
    KeyProfile root,
    KeyProfile intermediate,
    List<LockSigner> signers) {
  public Trust {
    signers = List.copyOf(signers);
  }

  /** What shapes one kind of certificate. */
  public record KeyProfile(KeyKind key, Validity validity) {}
}
