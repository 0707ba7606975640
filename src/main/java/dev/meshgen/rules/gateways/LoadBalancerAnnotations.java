package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.LoadBalancers;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * Who reaches a gateway, and where, is for fields of the spec to say: what rules and the table of
 * connections are made from would else be wrong.
 */
final class LoadBalancerAnnotations implements Rule {
  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      LoadBalancers balancers = Platforms.of(cluster).loadBalancers();
      for (String key : cluster.eastWest().loadBalancer().annotations().keySet()) {
        balancers.decides(key).ifPresent(field -> report.add(decided(cluster, key, field)));
      }
    }
  }

  private static Diagnostic decided(Cluster cluster, String key, String field) {
    return Diagnostic.of(
            Code.LOAD_BALANCER_ANNOTATION,
            cluster.origins().at("eastWest", "loadBalancer", "annotations", key),
            "the annotation \"" + key + "\" is meshgen's to set")
        .hinting("remove it; eastWest." + field + " decides it");
  }
}
