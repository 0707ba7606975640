package dev.meshgen.delivery.argocd;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.SailPlan;
import java.util.List;

/**
 * What the Application of a layer of the Sail Operator's resources says of them. An Application
 * syncs by itself whenever its folder changes; waves order only what the Applications themselves
 * say. So each says the versions, as those of charts do, and no node agent is upgraded before its
 * control plane.
 */
final class OperatedVersions {
  private OperatedVersions() {}

  /**
   * The version of a resource.
   *
   * @param patch as Kustomize takes it, RFC 6902 in YAML
   */
  record Version(String kind, String name, String patch) {}

  static List<Version> of(ClusterPlan cluster, Layer layer) {
    return cluster
        .sail()
        .map(sail -> sail.of(layer).stream().map(OperatedVersions::version).toList())
        .orElse(List.of());
  }

  private static Version version(SailPlan.Resource resource) {
    return new Version(
        resource.kind().kind(),
        resource.name(),
        "- {op: replace, path: /spec/version, value: " + resource.version() + "}");
  }
}
