package dev.meshgen.rules.names;

import dev.meshgen.rules.Rule;
import java.util.List;

/**
 * Names of clusters, labels and namespaces: the rules of this theme, in the order in which they
 * run.
 */
public final class NameRules {
  public static final List<Rule> ALL =
      List.of(
          new AcknowledgementsKnown(),
          new ClusterNameAsFolder(),
          new ClusterIds(),
          new OverridesMatch(),
          new IstioNamespaceInjects(),
          new IstioNamespaceLabels(),
          new KeysOfKubernetes());

  private NameRules() {}
}
