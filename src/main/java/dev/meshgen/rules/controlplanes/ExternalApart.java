package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Collections;
import java.util.Set;

/**
 * An external cluster already has its own Istio, whose gateway leads to the istiod that it hosts.
 * The two share the cluster, so they must not share a namespace, and the first is not part of the
 * mesh.
 */
final class ExternalApart implements Rule {
  /** Where Istio is installed by default. */
  private static final String USUAL = "istio-system";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (!cluster.controlPlane().isExternal()) {
        continue;
      }
      if (mesh.istioNamespace().equals(USUAL)) {
        report.add(namespace(mesh, cluster));
      }
      if (context.topology().gateways().isDemanded(cluster)) {
        report.add(gateway(cluster));
      }
      Set<String> moved = cluster.eastWest().ports().moved().keySet();
      if (!Collections.disjoint(moved, Set.of("istiod", "webhook", "tls"))) {
        report.add(ports(cluster));
      }
    }
  }

  private static Diagnostic namespace(Mesh mesh, Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_NAMESPACE,
            mesh.origins().at("spec", "istio", "namespace"),
            "in \""
                + cluster.name()
                + "\" the namespace istio-system belongs to the Istio that runs its gateways")
        .expecting("another spec.istio.namespace, such as external-istiod")
        .relating(cluster.origins().at("controlPlane", "role"), "the external cluster");
  }

  private static Diagnostic ports(Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_GATEWAY,
            cluster.origins().at("eastWest", "ports"),
            "the gateway ports of external cluster \""
                + cluster.name()
                + "\" are fixed: 15012 and 15017")
        .expecting("no tls, istiod or webhook under eastWest.ports")
        .hinting("remove them, or set `ports: null` if they are inherited");
  }

  private static Diagnostic gateway(Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_GATEWAY,
            cluster.origins().at("eastWest", "enabled"),
            "external cluster \""
                + cluster.name()
                + "\" has no workloads of the mesh that a gateway could lead to")
        .expecting("east-west gateways only in its remotes")
        .hinting("remove `enabled: true`; remotes reach the istiod through istiod-gateway");
  }
}
