package dev.meshgen.rules.ambient;

import dev.meshgen.rules.Rule;
import java.util.List;

/** Ambient data planes: the rules of this theme, in the order in which they run. */
public final class AmbientRules {
  public static final List<Rule> ALL =
      List.of(new AmbientShape(), new AmbientVersion(), new DataPlanesAgree());

  private AmbientRules() {}
}
