package dev.meshgen.issue;

import java.util.Set;

/**
 * The sealed files that a run is about.
 *
 * @param rotate clusters whose intermediate is to be replaced
 * @param handed secrets to be sealed
 * @param remove clusters whose credential is taken out of discovery
 * @param adopt sealed files to be verified and recorded as they are, by path
 * @param reseal clusters whose certificates are to become readable
 * @param revoke what is revoked; those clusters are rotated, too
 */
public record Targets(
    Set<String> rotate,
    Handed handed,
    Set<String> remove,
    Set<String> adopt,
    Set<String> reseal,
    Revocation revoke) {
  /** None in particular. */
  static final Targets NONE = new Targets(Set.of(), Handed.NOTHING, Set.of(), Set.of(), Set.of());

  public Targets {
    rotate = Set.copyOf(rotate);
    remove = Set.copyOf(remove);
    adopt = Set.copyOf(adopt);
    reseal = Set.copyOf(reseal);
  }

  /** Without any that is revoked. */
  Targets(
      Set<String> rotate,
      Handed handed,
      Set<String> remove,
      Set<String> adopt,
      Set<String> reseal) {
    this(rotate, handed, remove, adopt, reseal, Revocation.NONE);
  }

  boolean isEmpty() {
    return rotate.isEmpty()
        && handed.isEmpty()
        && remove.isEmpty()
        && adopt.isEmpty()
        && reseal.isEmpty()
        && revoke.isEmpty();
  }
}
