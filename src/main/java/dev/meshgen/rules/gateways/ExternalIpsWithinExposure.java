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
import java.util.Optional;

/**
 * Nodes take the traffic for the external IPs of a Service, whatever its load balancer is: source
 * ranges, which are those of the load balancer, do not apply to it.
 */
final class ExternalIpsWithinExposure implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      boolean internal = cluster.eastWest().exposure() == Exposure.INTERNAL;
      if (gateways.hasLoadBalancer(cluster)
          && (internal || !cluster.eastWest().sourceRanges().isEmpty())) {
        gateways
            .values(cluster)
            .find("service", "externalIPs")
            .map(entry -> entry.value() instanceof YamlList list ? list : null)
            .ifPresent(
                list ->
                    list.items()
                        .forEach(item -> check(cluster, item, internal).ifPresent(report::add)));
      }
    }
  }

  private static Optional<Diagnostic> check(Cluster cluster, YamlNode item, boolean internal) {
    if (!(item instanceof YamlScalar scalar)
        || IpAddress.parse(scalar.text()).filter(ip -> !ip.isPrivate()).isEmpty()) {
      return Optional.empty();
    }
    String subject =
        "external IP \"" + scalar.text() + "\" of the gateway of \"" + cluster.name() + "\"";
    return Optional.of(
        internal ? open(cluster, item, subject) : unrestricted(cluster, item, subject));
  }

  private static Diagnostic open(Cluster cluster, YamlNode item, String subject) {
    return Diagnostic.of(
            Code.EXTERNAL_IP_PUBLIC,
            item.span(),
            subject + " is public, but its exposure is internal")
        .concerning(cluster.name())
        .expecting("private addresses")
        .hinting(
            "set a private address; or `eastWest.exposure: internet`, and restrict who can"
                + " connect in a firewall: source ranges do not apply to external IPs")
        .relating(cluster.origins().at("eastWest", "exposure"), "the exposure of the gateway");
  }

  private static Diagnostic unrestricted(Cluster cluster, YamlNode item, String subject) {
    return Diagnostic.of(
            Code.SOURCE_RANGES_NOT_APPLIED,
            item.span(),
            subject + " is public, and sourceRanges do not apply to it")
        .concerning(cluster.name())
        .expecting("a firewall that admits only these ranges")
        .hinting("restrict the ranges in a firewall in front of the nodes, or remove the address")
        .relating(cluster.eastWest().sourceRanges().get(0).at(), "the source ranges");
  }
}
