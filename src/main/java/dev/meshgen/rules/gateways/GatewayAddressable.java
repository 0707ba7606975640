package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.WrittenValues;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
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
      if (gateways.runs(cluster) && !cluster.eastWest().addresses().arePerNetwork()) {
        check(cluster, WrittenValues.of(Chart.GATEWAY, cluster), report);
      }
    }
  }

  private static void check(Cluster cluster, WrittenValues values, Report report) {
    if (!(written(values, "type") instanceof YamlScalar type)
        || type.text().equals("LoadBalancer")
        || written(values, "externalIPs") instanceof YamlList list && !list.items().isEmpty()) {
      return;
    }
    boolean nodePort = type.text().equals("NodePort");
    if (nodePort && values.entries("service", "annotations").containsKey(NODES)) {
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
            .concerning(cluster.name())
            .expecting("LoadBalancer, or service.externalIPs")
            .hinting(
                nodePort
                    ? "annotate the Service with "
                        + NODES
                        + ": '{}', so that istiod uses the nodes' addresses"
                    : "remove it; eastWest.exposure decides who can reach the load balancer"));
  }

  private static YamlNode written(WrittenValues values, String field) {
    return values.find("service", field).map(YamlMap.Entry::value).orElse(null);
  }
}
