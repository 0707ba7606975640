package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWestPorts;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Optional;

/**
 * An external cluster has an Istio of its own already, whose gateway leads to the istiod that it
 * hosts: the two share the cluster, so they must not share a namespace, and what lies there is no
 * part of the mesh.
 */
final class ExternalApart implements Rule {
  /** Where Istio is installed unless somebody says otherwise. */
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
      if (cluster.eastWest().enabled().equals(Optional.of(true))) {
        report.add(gateway(cluster));
      }
      EastWestPorts ports = cluster.eastWest().ports();
      if (ports.istiod().isPresent() || ports.webhook().isPresent() || ports.tls().isPresent()) {
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
        .expecting("another spec.istio.namespace, such as external-istiod, in every cluster")
        .relating(cluster.origins().at("controlPlane", "role"), "the external cluster");
  }

  private static Diagnostic ports(Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_GATEWAY,
            cluster.origins().at("eastWest", "ports"),
            "\"" + cluster.name() + "\" is external: its istiod-gateway keeps 15012 and 15017")
        .expecting("no \"ports\" on an external cluster")
        .hinting("where a layer above sets them, `ports: null` takes them away");
  }

  private static Diagnostic gateway(Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_GATEWAY,
            cluster.origins().at("eastWest", "enabled"),
            "\"" + cluster.name() + "\" is external: it has no workloads of the mesh to reach")
        .expecting("east-west gateways in the clusters that it serves")
        .hinting("remove `enabled: true`; remotes reach the istiod through istiod-gateway");
  }
}
