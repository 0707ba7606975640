package dev.meshgen.plan;

import java.util.List;

/**
 * What the reader of a cluster may do, where the tree says so and not Istio's chart: what istiods
 * of other clusters list and watch there.
 *
 * @param remote whether one of them also runs the cluster: it asks it about tokens of proxies, and
 *     writes the roots of the mesh and its own certificate into it
 * @param meshConfigs the ConfigMaps in Istio's namespace in which they look for its trust domain
 * @param insteadOfChart whether the charts can leave out the reader that they bring
 */
public record ReaderRights(boolean remote, List<String> meshConfigs, boolean insteadOfChart) {
  public ReaderRights {
    meshConfigs = List.copyOf(meshConfigs);
  }
}
