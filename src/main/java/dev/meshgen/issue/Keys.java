package dev.meshgen.issue;

import dev.meshgen.seal.AgeIdentity;
import dev.meshgen.seal.SealException;
import java.util.List;

/** Finds the operator's identities, when and only when a sealed file has to be opened. */
public interface Keys {

  /**
   * Identities that may open a file for {@code recipients}.
   *
   * @throws SealException when one that is configured cannot be read
   */
  List<AgeIdentity> find(List<String> recipients) throws SealException;
}
