package dev.meshgen.authority.csr;

import dev.meshgen.authority.Authority;
import dev.meshgen.authority.AuthorityType;
import dev.meshgen.authority.ShortIntermediates;
import dev.meshgen.authority.SigningFiles;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.Rule;
import java.util.List;

/** Requests go out, certificates come in: by {@code meshgen trust csr} and {@code trust import}. */
public final class CsrType implements AuthorityType {
  private static final List<Rule> RULES =
      List.of((mesh, context, report) -> ShortIntermediates.checkRenewedByCommit(mesh, report));

  @Override
  public String id() {
    return "csr";
  }

  @Override
  public Authority of(Mesh mesh) {
    return new Requested();
  }

  /** Its answers are the same in every mesh. */
  private static final class Requested implements Authority {
    @Override
    public String name() {
      return "the authority that signs requests";
    }

    @Override
    public KeyHolder signs() {
      return KeyHolder.CEREMONY;
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
