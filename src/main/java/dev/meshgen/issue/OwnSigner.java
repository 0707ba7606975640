package dev.meshgen.issue;

import dev.meshgen.authority.IntermediateSigner;
import dev.meshgen.authority.SigningFailed;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.pki.SignedIntermediate;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.plan.SecretPlan;
import java.util.List;

/** Signs with a key of the tree. */
final class OwnSigner implements IntermediateSigner {
  private final IssuingTools bench;
  private final SigningChain chain;
  private final SecretPlan key;

  /**
   * A signer.
   *
   * @param chain closed with it
   * @param key where the key of the chain is sealed
   */
  OwnSigner(IssuingTools bench, SigningChain chain, SecretPlan key) {
    this.bench = bench;
    this.chain = chain;
    this.key = key;
  }

  @Override
  public SignedIntermediate sign(RequestedIntermediate requested) throws SigningFailed {
    try {
      return bench.issuer().sign(chain, requested);
    } catch (PkiException e) {
      throw SigningFailed.of(
          List.of(
              Diagnostic.of(
                      Code.ROOT_UNUSABLE,
                      Span.of(bench.committed().folder() + "/" + key.path()),
                      "cannot issue cacerts for \""
                          + requested.asked().request().cluster()
                          + "\": "
                          + e.getMessage())
                  .expecting("a valid root that may sign intermediates")));
    }
  }

  @Override
  public void close() {
    chain.close();
  }
}
