package dev.meshgen.authority.files;

import dev.meshgen.authority.Authority;
import dev.meshgen.authority.AuthorityType;
import dev.meshgen.authority.ShortIntermediates;
import dev.meshgen.authority.SigningFiles;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.Rule;
import java.util.List;

/** What signs comes from files, by {@code meshgen trust import}. */
public final class FilesType implements AuthorityType {
  private static final List<Rule> RULES =
      List.of((mesh, context, report) -> ShortIntermediates.checkRenewedByCommit(mesh, report));

  @Override
  public String id() {
    return "files";
  }

  @Override
  public Authority of(Mesh mesh) {
    return new Files();
  }

  /** Its answers are the same in every mesh. */
  private static final class Files implements Authority {
    @Override
    public String name() {
      return "the imported certificate";
    }

    @Override
    public KeyHolder signs() {
      return KeyHolder.IMPORTED;
    }

    @Override
    public RequiredSecret required() {
      return SigningFiles.PEM;
    }

    @Override
    public List<Rule> rules() {
      return RULES;
    }
  }
}
