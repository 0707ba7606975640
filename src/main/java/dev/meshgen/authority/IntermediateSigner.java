package dev.meshgen.authority;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.pki.SignedIntermediate;
import java.util.List;

/**
 * Signs the intermediates of one run. Several threads ask at once, each for another cluster.
 *
 * <p>What one run asks for is written together or not at all: after one failure nothing is, and the
 * next run asks for all that the tree still lacks.
 */
public interface IntermediateSigner extends AutoCloseable {

  /**
   * The certificate that was asked for, with all above it, verified.
   *
   * @throws SigningFailed if nothing was signed, or nothing of use
   */
  SignedIntermediate sign(RequestedIntermediate requested) throws SigningFailed;

  /** What is to be said of what was signed, although it is of use. */
  default List<Diagnostic> remarks() {
    return List.of();
  }

  /** Whether {@link #remarks} say what ends sooner than asked for, and why. */
  default boolean remarksOnEnds() {
    return false;
  }

  /** Forgets what it signs with. */
  @Override
  void close();
}
