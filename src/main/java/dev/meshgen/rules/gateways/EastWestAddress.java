package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.HostAddress;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The address of a gateway leads to that gateway, from other networks.
 *
 * <p>An address inside a pod range is fine: where pods have addresses of the surrounding network,
 * an internal load balancer has one too.
 */
final class EastWestAddress implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<String, Cluster> byAddress = new TreeMap<>();
    for (Cluster cluster : mesh.clusters()) {
      Optional<String> written = cluster.eastWest().address();
      if (written.isEmpty()) {
        continue;
      }
      Optional<HostAddress> address = HostAddress.parse(written.get());
      if (address.isEmpty()) {
        report.add(malformed(written.get(), at(cluster)));
        continue;
      }
      Optional<String> reason =
          address.get().unreachable(cluster.addressing().scope(mesh.clusterDomain()));
      if (reason.isPresent()) {
        report.add(unreachable(written.get(), reason.get(), at(cluster)));
        continue;
      }
      if (!context.topology().gateways().hasLoadBalancer(cluster)) {
        // Nothing answers there, so another may have the address.
        continue;
      }
      Cluster first = byAddress.putIfAbsent(address.get().canonical(), cluster);
      if (first != null) {
        report.add(shared(written.get(), first, cluster));
      }
    }
  }

  private static Diagnostic malformed(String written, Span at) {
    return Diagnostic.of(
            Code.GATEWAY_ADDRESS,
            at,
            "\"" + written + "\" is neither an IP address nor a host name")
        .expecting("one IP address or host name, without scheme or port");
  }

  private static Diagnostic unreachable(String written, String why, Span at) {
    return Diagnostic.of(
            Code.GATEWAY_ADDRESS,
            at,
            "gateway address \"" + written + "\" is unreachable from other networks: it " + why)
        .expecting("the address of the gateway's load balancer");
  }

  private static Diagnostic shared(String written, Cluster first, Cluster second) {
    return Diagnostic.of(
            Code.GATEWAY_ADDRESS_SHARED,
            at(second),
            "gateways of \""
                + first.name()
                + "\" and \""
                + second.name()
                + "\" have the same address \""
                + written
                + "\"")
        .expecting("a separate address for each gateway")
        .relating(at(first), "the gateway of \"" + first.name() + "\"");
  }

  private static Span at(Cluster cluster) {
    return cluster.origins().at("eastWest", "address");
  }
}
