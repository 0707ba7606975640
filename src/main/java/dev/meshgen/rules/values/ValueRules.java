package dev.meshgen.rules.values;

import dev.meshgen.rules.Rule;
import java.util.List;

/** Raw Helm values: the rules of this theme, in the order in which they run. */
public final class ValueRules {
  public static final List<Rule> ALL =
      List.of(new HelmValues(), new VariablesRead(), new PodsRemain());

  private ValueRules() {}
}
