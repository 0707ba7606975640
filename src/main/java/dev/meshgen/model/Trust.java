package dev.meshgen.model;

/**
 * Who signs in a mesh, and with what: one authority above the intermediates of the clusters.
 *
 * @param authority who signs the intermediates
 * @param root that meshgen creates, where it does
 * @param intermediate one per cluster
 */
public record Trust(SigningAuthority authority, KeyProfile root, KeyProfile intermediate) {

  /** What shapes one kind of certificate. */
  public record KeyProfile(KeyKind key, Validity validity) {}
}
