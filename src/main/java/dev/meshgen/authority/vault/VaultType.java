package dev.meshgen.authority.vault;

import dev.meshgen.authority.Authority;
import dev.meshgen.authority.AuthorityType;
import dev.meshgen.model.Mesh;

/** Vault and OpenBao, for the registry. */
public final class VaultType implements AuthorityType {

  @Override
  public String id() {
    return "vault";
  }

  @Override
  public Authority of(Mesh mesh) {
    return new VaultAuthority(VaultSettings.of(mesh));
  }
}
