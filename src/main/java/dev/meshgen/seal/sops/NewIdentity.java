package dev.meshgen.seal.sops;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.recipient.Recipient;
import java.time.Instant;

/** A key that was just made, and opens nothing yet. */
public interface NewIdentity extends AutoCloseable {

  /** To whom something must be sealed so that it opens it. */
  Recipient recipient();

  /** The content of a file from which sops reads it; the caller closes it. */
  SecretBytes keyFile(Instant created);

  /** Opens with it, and with nothing else. */
  Keyring keyring();

  @Override
  void close();
}
