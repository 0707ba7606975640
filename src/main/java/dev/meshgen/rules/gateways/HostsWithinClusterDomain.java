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
 * A gateway lets through the services whose host one of its patterns matches. The host of a
 * Kubernetes service is {@code <name>.<namespace>.svc.<clusterDomain>}; that of a ServiceEntry
 * within the mesh is any other. A pattern that matches nothing closes the gateway silently.
 */
final class HostsWithinClusterDomain implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    String services = ".svc." + mesh.clusterDomain();
    for (Cluster cluster : mesh.clusters()) {
      for (Located<String> host : cluster.eastWest().hosts()) {
        if (matchesSome(host.value(), services)) {
          continue;
        }
        if (mayMatchServiceEntries(host.value(), mesh.clusterDomain())) {
          report.add(outside(host, mesh.clusterDomain()));
        } else {
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

  /** Whether it is a host outside of the cluster domain, or a wildcard for such hosts. */
  private static boolean mayMatchServiceEntries(String host, String clusterDomain) {
    String name = host.startsWith("*.") ? host.substring(2) : host;
    return DnsName.isName(name)
        && !name.equals(clusterDomain)
        && !name.endsWith("." + clusterDomain);
  }

  private static Diagnostic outside(Located<String> host, String clusterDomain) {
    return Diagnostic.of(
            Code.HOST_OF_SERVICE_ENTRIES,
            host.at(),
            "host \"" + host.value() + "\" matches ServiceEntries only")
        .expecting(
            "ServiceEntries of the mesh with such hosts, or a host within the cluster domain")
        .hinting("end it with the cluster domain \"" + clusterDomain + "\" if services were meant");
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
