package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.HostAddress;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import java.util.Optional;

/**
 * API servers call the webhooks of an external istiod at its host, and trust certificates of public
 * authorities. Those are for a fully qualified DNS name, not for an IP address or a name that is
 * known only within a network.
 */
final class HostPublic implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Optional<String> host = cluster.controlPlane().hosting().host();
      if (ControlPlanes.isExternal(cluster) && host.isPresent()) {
        Span at = cluster.origins().at("controlPlane", "host");
        problem(host.get(), cluster, mesh)
            .ifPresent(
                why ->
                    report.add(
                        Diagnostic.of(Code.HOST_NOT_PUBLIC, at, "\"" + host.get() + "\" " + why)
                            .expecting(
                                "a fully qualified DNS name in lower case, without scheme or"
                                    + " port, such as"
                                    + " istiod.example.com")));
      }
    }
  }

  private static Optional<String> problem(String host, Cluster cluster, Mesh mesh) {
    Optional<HostAddress> address = HostAddress.parse(host);
    if (address.isEmpty() || !address.get().text().equals(host)) {
      return Optional.of("is not a DNS name");
    }
    if (address.get().ip().isPresent()) {
      return Optional.of("is an IP address, which public certificates do not name");
    }
    if (host.indexOf('.') < 0) {
      return Optional.of("is not a fully qualified DNS name");
    }
    return address.get().unreachable(cluster.addressing().scope(mesh.clusterDomain()));
  }
}
