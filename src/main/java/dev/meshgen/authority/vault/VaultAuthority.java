package dev.meshgen.authority.vault;

import dev.meshgen.authority.Authority;
import dev.meshgen.authority.ShortIntermediates;
import dev.meshgen.authority.SigningFiles;
import dev.meshgen.authority.SigningServer;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.Rule;
import java.util.List;
import java.util.Optional;

/** A PKI engine signs each intermediate, whose key was made here. */
final class VaultAuthority implements Authority {
  private final VaultSettings settings;

  VaultAuthority(VaultSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "Vault";
  }

  @Override
  public KeyHolder signs() {
    return KeyHolder.SERVER;
  }

  @Override
  public RequiredSecret required() {
    return SigningFiles.PEM;
  }

  @Override
  public Optional<SigningServer> server() {
    return Optional.of(new VaultServer(settings));
  }

  @Override
  public Optional<String> policy() {
    return Optional.of(new VaultPolicy(settings).text());
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new SafeAddress(),
        new MountNotPath(),
        (mesh, context, report) -> ShortIntermediates.checkRenewedByCommit(mesh, report));
  }
}
