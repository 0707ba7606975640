package dev.meshgen.authority;

import dev.meshgen.authority.certmanager.CertManagerType;
import dev.meshgen.authority.csr.CsrType;
import dev.meshgen.authority.external.ExternalType;
import dev.meshgen.authority.files.FilesType;
import dev.meshgen.authority.generated.GeneratedType;
import dev.meshgen.authority.vault.VaultType;
import dev.meshgen.model.Mesh;
import java.util.List;

/** The registry of authorities. */
public final class Authorities {
  public static final List<AuthorityType> TYPES =
      List.of(
          new GeneratedType(), //
          new FilesType(),
          new CsrType(),
          new VaultType(),
          new CertManagerType(),
          new ExternalType());

  private Authorities() {}

  /** The one that a mesh names. */
  public static Authority of(Mesh mesh) {
    String kind = mesh.trust().authority().kind();
    for (AuthorityType type : TYPES) {
      if (type.id().equals(kind)) {
        return type.of(mesh);
      }
    }
    throw new IllegalArgumentException("no authority is called " + kind);
  }
}
