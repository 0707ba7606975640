package dev.meshgen.seal.sops;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import java.util.Collection;

/** Seals for recipients that need no help, so that nothing can go wrong. */
public final class Seal {
  private Seal() {}

  /** As {@link SopsFile#seal}. */
  public static byte[] seal(
      SecretManifest manifest, Collection<Recipient> recipients, Sealing sealing, String header) {
    try {
      return SopsFile.seal(manifest, recipients, sealing, header);
    } catch (SealException e) {
      throw new AssertionError(e);
    }
  }
}
