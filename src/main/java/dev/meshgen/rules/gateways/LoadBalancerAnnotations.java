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
 * Fields of the spec decide who reaches a gateway, and where. Otherwise the rules and the table of
 * connections, which read those fields, would be wrong.
 */
final class LoadBalancerAnnotations implements Rule {
  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (!context.topology().gateways().hasLoadBalancer(cluster)) {
        continue;
      }
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
            "annotation \"" + key + "\" conflicts with a field")
        .hinting("remove it; eastWest." + field + " sets it");
  }
}
