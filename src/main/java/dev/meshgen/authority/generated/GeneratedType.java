package dev.meshgen.authority.generated;

import dev.meshgen.authority.Authority;
import dev.meshgen.authority.AuthorityType;
import dev.meshgen.authority.PlainAuthority;
import dev.meshgen.authority.SigningFiles;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.KeyHolder;
import java.util.List;

/** The root is made by the first render; {@code issue} signs with it. */
public final class GeneratedType implements AuthorityType {

  private static final Authority AUTHORITY =
      new PlainAuthority(
          "meshgen",
          KeyHolder.MINTED,
          SigningFiles.PEM,
          List.of(new RootRecipientsNamed(), new ValidityOrder(), new ValidityLongEnough()));

  @Override
  public String id() {
    return "generated";
  }

  @Override
  public Authority of(Mesh mesh) {
    return AUTHORITY;
  }
}
