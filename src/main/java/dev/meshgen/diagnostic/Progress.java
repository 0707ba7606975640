package dev.meshgen.diagnostic;

/** Tells whoever waits how far a run is. Safe for use by several threads. */
@FunctionalInterface
public interface Progress {
  /** No one waits. */
  Progress NONE = (done, of) -> {};

  /** So many are done, in the end all. */
  void reached(int done, int of);
}
