package dev.meshgen.authority.files;

import dev.meshgen.authority.Authority;
import dev.meshgen.authority.AuthorityType;
import dev.meshgen.authority.PlainAuthority;
import dev.meshgen.authority.ShortIntermediates;
import dev.meshgen.authority.SigningFiles;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.KeyHolder;
import java.util.List;

/** The signing keys come from files, through {@code meshgen trust import}. */
public final class FilesType implements AuthorityType {
  private static final Authority AUTHORITY =
      new PlainAuthority(
          "the imported certificate",
          KeyHolder.IMPORTED,
          SigningFiles.PEM,
          List.of(
              (mesh, context, report) -> ShortIntermediates.checkRenewedByCommit(mesh, report)));

  @Override
  public String id() {
    return "files";
  }

  @Override
  public Authority of(Mesh mesh) {
    return AUTHORITY;
  }
}
