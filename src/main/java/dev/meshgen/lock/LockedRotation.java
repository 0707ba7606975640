package dev.meshgen.lock;

import java.util.Objects;

/**
 * A rotation from one root to another. Each cluster's progress is in its own lock.
 *
 * @param phase the furthest that any cluster has come
 * @param back whether the new root has signed and is being withdrawn
 * @param root certificate of the new root
 */
public record LockedRotation(RootPhase phase, boolean back, LockedCertificate root) {
  public LockedRotation {
    Objects.requireNonNull(phase);
    Objects.requireNonNull(root);
  }

  /** SHA-256 of the new root's certificate. */
  public String sha256() {
    return root.sha256();
  }

  /** Whether intermediates of new clusters come from the new root. */
  public boolean signs() {
    return phase != RootPhase.DISTRIBUTE && !back;
  }

  /** The same rotation in another phase. */
  public LockedRotation in(RootPhase other, boolean goesBack) {
    return new LockedRotation(other, goesBack, root);
  }
}
