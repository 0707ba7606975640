package dev.meshgen.authority.csr;

import dev.meshgen.authority.Authority;
import dev.meshgen.authority.AuthorityType;
import dev.meshgen.authority.PlainAuthority;
import dev.meshgen.authority.ShortIntermediates;
import dev.meshgen.authority.SigningFiles;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.KeyHolder;
import java.util.List;

/** Requests go out, certificates come in: by {@code meshgen trust csr} and {@code trust import}. */
public final class CsrType implements AuthorityType {
  private static final Authority AUTHORITY =
      new PlainAuthority(
          "the authority that signs requests",
          KeyHolder.CEREMONY,
          SigningFiles.PEM,
          List.of(
              (mesh, context, report) -> ShortIntermediates.checkRenewedByCommit(mesh, report)));

  @Override
  public String id() {
    return "csr";
  }

  @Override
  public Authority of(Mesh mesh) {
    return AUTHORITY;
  }
}
