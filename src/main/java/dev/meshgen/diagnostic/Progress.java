package dev.meshgen.diagnostic;

/** Tells whoever waits how far a run is. Safe for use by several threads. */
public interface Progress {
  /** No one waits. */
  Progress NONE = (done, of) -> {};

  /** So many are done. */
  void reached(int done, int of);

  /** It is over, whether all were done or not. */
  default void end() {}
}
