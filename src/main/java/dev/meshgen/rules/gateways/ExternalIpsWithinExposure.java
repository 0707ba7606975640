package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.IpAddress;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;

/**
 * Nodes take the traffic for the external IPs of a Service, whatever its load balancer is: source
 * ranges, which are those of the load balancer, do not apply to it.
 */
final class ExternalIpsWithinExposure implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.hasLoadBalancer(cluster) && cluster.eastWest().exposure() == Exposure.INTERNAL) {
        gateways
            .values(cluster)
            .find("service", "externalIPs")
            .map(entry -> entry.value() instanceof YamlList list ? list : null)
            .ifPresent(list -> list.items().forEach(item -> check(cluster, item, report)));
      }
    }
  }

  private static void check(Cluster cluster, YamlNode item, Report report) {
    if (item instanceof YamlScalar scalar
        && IpAddress.parse(scalar.text()).filter(ip -> !ip.isPrivate()).isPresent()) {
      report.add(
          Diagnostic.of(
                  Code.EXTERNAL_IP_PUBLIC,
                  item.span(),
                  "external IP \""
                      + scalar.text()
                      + "\" of the gateway of \""
                      + cluster.name()
                      + "\" is public, but its exposure is internal")
              .expecting("private addresses")
              .hinting(
                  "set a private address; or `eastWest.exposure: internet`, and restrict who can"
                      + " connect in a firewall: source ranges do not apply to external IPs")
              .relating(
                  cluster.origins().at("eastWest", "exposure"), "the exposure of the gateway"));
    }
  }
}
