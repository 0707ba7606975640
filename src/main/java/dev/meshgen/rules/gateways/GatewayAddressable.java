package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.RawService;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlScalar;

/**
 * istiod takes a gateway's addresses from its Service: those of the load balancer, {@code
 * externalIPs}, or those of the nodes where a NodePort is annotated. Where raw values leave none of
 * these, other networks do not know where to send traffic for this one (Istio,
 * serviceregistry/kube/conversion.go and controller/util.go).
 */
final class GatewayAddressable implements Rule {
  private static final String NODES = "traffic.istio.io/nodeSelector";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.runs(cluster)) {
        RawService.of(cluster).places().forEach(service -> check(cluster, service, report));
      }
    }
  }

  private static void check(Cluster cluster, YamlMap service, Report report) {
    if (!(service.get("type").orElse(null) instanceof YamlScalar type)
        || type.text().equals("LoadBalancer")
        || service.get("externalIPs").orElse(null) instanceof YamlList list
            && !list.items().isEmpty()) {
      return;
    }
    boolean nodePort = type.text().equals("NodePort");
    if (nodePort
        && service.get("annotations").orElse(null) instanceof YamlMap annotations
        && annotations.get(NODES).isPresent()) {
      return;
    }
    report.add(
        Diagnostic.of(
                Code.GATEWAY_HIDDEN,
                type.span(),
                "a gateway of type \""
                    + type.text()
                    + "\" has no address at which other clusters reach \""
                    + cluster.name()
                    + "\"")
            .expecting("LoadBalancer, or service.externalIPs")
            .hinting(
                nodePort
                    ? "annotate the Service with "
                        + NODES
                        + ": '{}', so that istiod uses the nodes' addresses"
                    : "remove it; eastWest.exposure decides who can reach the load balancer"));
  }
}
