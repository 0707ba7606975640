package dev.meshgen.authority.generated;

import dev.meshgen.authority.Authority;
import dev.meshgen.authority.AuthorityType;
import dev.meshgen.authority.SigningFiles;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.Rule;
import java.util.List;

/** The root is made by the first render; {@code issue} signs with it. */
public final class GeneratedType implements AuthorityType {

  private static final List<Rule> RULES =
      List.of(new RootRecipientsNamed(), new ValidityOrder(), new ValidityLongEnough());

  @Override
  public String id() {
    return "generated";
  }

  @Override
  public Authority of(Mesh mesh) {
    return new Generated();
  }

  /** Its answers are the same in every mesh. */
  private static final class Generated implements Authority {
    @Override
    public String name() {
      return "meshgen";
    }

    @Override
    public KeyHolder signs() {
      return KeyHolder.MINTED;
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
