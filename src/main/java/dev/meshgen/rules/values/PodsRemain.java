package dev.meshgen.rules.values;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.Chart;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.IstioSettings.Scaling;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Raw values decide how many Pods istiod and the gateways have and keep: at least one, no more than
 * an autoscaler may make, and one more than their budget, which otherwise blocks the drain of a
 * node for ever.
 */
final class PodsRemain implements Rule {
  /** What meshgen sets for each gateway. */
  private static final Scaling GATEWAY = new Scaling(true, 2, 5);

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Set<Span> reported = new HashSet<>();
    for (Cluster cluster : mesh.clusters()) {
      Scaling istiod = cluster.istio().scaling();
      Scaling gateway = new Scaling(istiod.automatic(), GATEWAY.min(), GATEWAY.max());
      for (Replicas replicas :
          List.of(
              Replicas.ofIstiod(cluster, istiod),
              Replicas.ofGateway(cluster, Chart.GATEWAY.release(), gateway),
              Replicas.ofGateway(cluster, Chart.ISTIOD_GATEWAY, gateway))) {
        for (Replicas.Problem problem : replicas.problems()) {
          if (reported.add(problem.at())) {
            report.add(
                Diagnostic.of(
                        Code.VALUE_UNFIT,
                        problem.at(),
                        "value \""
                            + problem.path()
                            + "\" of release \""
                            + replicas.release()
                            + "\" does not work in this mesh: "
                            + problem.reason())
                    .expecting(problem.expected())
                    .hinting("remove it, or set the expected value"));
          }
        }
      }
    }
  }
}
