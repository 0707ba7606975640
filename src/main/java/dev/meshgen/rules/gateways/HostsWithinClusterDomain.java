package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.DnsName;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * A gateway lets through the services whose host one of its patterns matches, and a service's host
 * is {@code <name>.<namespace>.svc.<clusterDomain>}. A pattern that matches none of these closes
 * the gateway silently.
 */
final class HostsWithinClusterDomain implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    String services = ".svc." + mesh.clusterDomain();
    for (Cluster cluster : mesh.clusters()) {
      for (Located<String> host : cluster.eastWest().hosts()) {
        if (!matchesSome(host.value(), services)) {
          report.add(
              Diagnostic.of(
                      Code.HOST_MATCHES_NOTHING,
                      host.at(),
                      "host \"" + host.value() + "\" matches no service")
                  .expecting(
                      "NAME.NAMESPACE"
                          + services
                          + ", or \"*.\" followed by the end of such a host")
                  .hinting(hint(host.value(), mesh.clusterDomain())));
        }
      }
    }
  }

  private static boolean matchesSome(String host, String services) {
    if (host.equals("*")) {
      return true;
    }
    if (!host.startsWith("*.")) {
      return labelsBefore(host, services) == 2;
    }
    String suffix = host.substring(1);
    return services.endsWith(suffix) || labelsBefore(suffix.substring(1), services) == 1;
  }

  /**
   * The number of DNS labels before {@code end}; -1 if the host does not end with it, or has other
   * text there.
   */
  private static int labelsBefore(String host, String end) {
    if (!host.endsWith(end)) {
      return -1;
    }
    int labels = 0;
    for (String label : host.substring(0, host.length() - end.length()).split("\\.", -1)) {
      if (!DnsName.isLabel(label)) {
        return -1;
      }
      labels++;
    }
    return labels;
  }

  private static String hint(String host, String clusterDomain) {
    if (host.contains("/")) {
      return "remove the namespace prefix; the host contains the namespace";
    }
    return "end it with the cluster domain \""
        + clusterDomain
        + "\"; \"*."
        + clusterDomain
        + "\" matches every service";
  }
}
