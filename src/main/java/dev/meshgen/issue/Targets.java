package dev.meshgen.issue;

import java.util.Optional;
import java.util.Set;

/**
 * The sealed files that a run is about.
 *
 * @param rotate clusters whose intermediate is to be replaced
 * @param handed secrets to be sealed
 * @param remove clusters whose credential is taken out of discovery
 * @param adopt sealed files to be verified and recorded as they are, by path
 * @param reseal clusters whose files are sealed for others, or with readable certificates; all
 *     files of the mesh, and those of what signs, if it names none
 * @param requests for certificates, to be made or dropped
 * @param revoke what is revoked; those clusters are rotated, too
 * @param imported what names all that waited to be imported into the store, and has been
 */
public record Targets(
    Set<String> rotate,
    HandedSecrets handed,
    Set<String> remove,
    Set<String> adopt,
    Optional<Set<String>> reseal,
    RequestTargets requests,
    Revocation revoke,
    Optional<String> imported) {
  /** None in particular. */
  static final Targets NONE =
      new Targets(
          Set.of(),
          HandedSecrets.NOTHING,
          Set.of(),
          Set.of(),
          Optional.empty(),
          RequestTargets.NONE,
          Revocation.NONE,
          Optional.empty());

  public Targets {
    rotate = Set.copyOf(rotate);
    remove = Set.copyOf(remove);
    adopt = Set.copyOf(adopt);
    reseal = reseal.map(Set::copyOf);
  }

  boolean isEmpty() {
    return rotate.isEmpty()
        && handed.isEmpty()
        && remove.isEmpty()
        && adopt.isEmpty()
        && reseal.isEmpty()
        && requests.isEmpty()
        && revoke.isEmpty()
        && imported.isEmpty();
  }

  /** Whether they are in a tree already, or become part of one that others rely on. */
  boolean needTree() {
    return !rotate.isEmpty()
        || !handed.credentials().isEmpty()
        || !remove.isEmpty()
        || !reseal.isEmpty()
        || !imported.isEmpty()
        || !requests.withdraw().isEmpty();
  }

  Targets rotating(Set<String> clusters) {
    return new Targets(clusters, handed, remove, adopt, reseal, requests, revoke, imported);
  }

  Targets handing(HandedSecrets what) {
    return new Targets(rotate, what, remove, adopt, reseal, requests, revoke, imported);
  }

  Targets removing(Set<String> clusters) {
    return new Targets(rotate, handed, clusters, adopt, reseal, requests, revoke, imported);
  }

  Targets adopting(Set<String> paths) {
    return new Targets(rotate, handed, remove, paths, reseal, requests, revoke, imported);
  }

  Targets resealing(Set<String> clusters) {
    return new Targets(
        rotate, handed, remove, adopt, Optional.of(clusters), requests, revoke, imported);
  }

  Targets requesting(RequestTargets what) {
    return new Targets(rotate, handed, remove, adopt, reseal, what, revoke, imported);
  }

  Targets revoking(Revocation what) {
    return new Targets(rotate, handed, remove, adopt, reseal, requests, what, imported);
  }

  Targets importing(String id) {
    return new Targets(rotate, handed, remove, adopt, reseal, requests, revoke, Optional.of(id));
  }
}
