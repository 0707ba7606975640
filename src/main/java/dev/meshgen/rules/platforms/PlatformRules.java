package dev.meshgen.rules.platforms;

import dev.meshgen.rules.Rule;
import java.util.List;

/**
 * What a platform requires or does not admit: the rules of this theme, in the order in which they
 * run.
 */
public final class PlatformRules {
  public static final List<Rule> ALL =
      List.of(
          new WebhooksReachPrimary(),
          new AmbientPrepared(),
          new CniWhereNeeded(),
          new AutopilotAdmits());

  private PlatformRules() {}
}
