package dev.meshgen.authority.certmanager;

import dev.meshgen.authority.Authority;
import dev.meshgen.authority.AuthorityType;
import dev.meshgen.model.Mesh;

/** cert-manager, for the registry. */
public final class CertManagerType implements AuthorityType {

  @Override
  public String id() {
    return "certManager";
  }

  @Override
  public Authority of(Mesh mesh) {
    return new CertManager(mesh, CertManagerSettings.of(mesh));
  }
}
