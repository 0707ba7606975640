package dev.meshgen.authority.vault;

import dev.meshgen.authority.IntermediateSigner;
import dev.meshgen.authority.SigningFailed;
import dev.meshgen.authority.SigningServer;
import dev.meshgen.seal.vault.VaultAccess;
import dev.meshgen.seal.vault.VaultFailed;
import dev.meshgen.vault.VaultClient;
import dev.meshgen.vault.VaultException;
import dev.meshgen.vault.VaultException.Kind;
import dev.meshgen.vault.VaultPlace;
import dev.meshgen.vault.VaultProblems;
import dev.meshgen.vault.VaultSession;

/** The server that a spec names, and the environment where the spec does not. */
final class VaultServer implements SigningServer {
  private final VaultSettings settings;

  VaultServer(VaultSettings settings) {
    this.settings = settings;
  }

  @Override
  public IntermediateSigner connect(Session session) throws SigningFailed {
    try {
      return connect(
          session,
          new VaultAccess.Surroundings(session.variables(), session.folder(), session.prompt()));
    } catch (VaultFailed e) {
      throw SigningFailed.lasting(e.diagnostic());
    }
  }

  private IntermediateSigner connect(Session session, VaultAccess.Surroundings around)
      throws SigningFailed, VaultFailed {
    VaultAccess access = settings.access();
    VaultPlace place = access.place(around);
    VaultProblems problems = access.problems(place);
    VaultClient client = access.client(place, around);
    IssuerChain issuer = issuer(client, problems);
    OtherRoot.require(issuer, settings, session);
    try {
      VaultSession open = access.open(client, around);
      return new VaultSigner(settings, session, open, issuer, problems);
    } catch (VaultException e) {
      throw SigningFailed.lasting(problems.of(e, "cannot log in to Vault"));
    }
  }

  /** Asked without a token: a server that cannot sign is not told any secret. */
  private IssuerChain issuer(VaultClient client, VaultProblems problems) throws SigningFailed {
    try {
      return IssuerChain.of(client.read(settings.issuerPath()));
    } catch (VaultException e) {
      // Every PKI engine shows it to anybody. What does not is another engine, or none.
      VaultException found =
          e.kind() == Kind.DENIED || e.kind() == Kind.REFUSED ? e.as(Kind.MISSING) : e;
      throw SigningFailed.lasting(problems.of(found, "cannot read the issuer's certificates"));
    }
  }
}
