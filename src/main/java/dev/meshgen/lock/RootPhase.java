package dev.meshgen.lock;

import java.util.Locale;
import java.util.Optional;

/** How far a mesh has come on its way from one root to another. */
public enum RootPhase {
  /** Clusters come to trust the new root beside the old one. */
  DISTRIBUTE,

  /** The new root signs; all clusters trust both. */
  SIGN,

  /** Clusters cease to trust the old root. */
  RETIRE;

  /** What it is called in locks and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one with this name. */
  public static Optional<RootPhase> of(String id) {
    for (RootPhase phase : values()) {
      if (phase.id().equals(id)) {
        return Optional.of(phase);
      }
    }
    return Optional.empty();
  }
}
