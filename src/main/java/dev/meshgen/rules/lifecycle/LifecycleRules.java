package dev.meshgen.rules.lifecycle;

import dev.meshgen.rules.Rule;
import java.util.List;

/**
 * Clusters that join or leave, and who discovers whom: the rules of this theme, in the order in
 * which they run.
 */
public final class LifecycleRules {
  public static final List<Rule> ALL =
      List.of(
          new LeavingClusters(),
          new StatesMeant(),
          new DiscoveryGroups(),
          new DiscoveryLoad(),
          new CredentialSettingsUsed(),
          new CredentialsFetched(),
          new CredentialsIssued(),
          new KubeconfigsMounted(),
          new GenerationsOrdered(),
          new RotationsSurvived());

  private LifecycleRules() {}
}
