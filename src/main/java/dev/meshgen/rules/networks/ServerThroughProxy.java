package dev.meshgen.rules.networks;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.net.UserInfo;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Optional;

/** The istiod of other clusters connects to the proxy before an API server. */
final class ServerThroughProxy implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Optional<String> written = cluster.kubernetes().server().proxyUrl();
      if (written.isPresent() && UserInfo.of(written.get()).isEmpty()) {
        problem(written.get(), cluster, mesh)
            .ifPresent(
                problem ->
                    report.add(
                        Diagnostic.of(
                                Code.API_SERVER_UNREACHABLE,
                                cluster.origins().at("kubernetes", "proxyURL"),
                                problem)
                            .expecting(
                                "the address of a proxy reachable from the other clusters")));
      }
    }
  }

  private static Optional<String> problem(String written, Cluster cluster, Mesh mesh) {
    Optional<ServerAddress> address = ServerAddress.parse(written);
    if (address.isEmpty()) {
      return Optional.of("invalid proxy address \"" + written + "\"");
    }
    return address
        .get()
        .host()
        .unreachable(cluster.addressing().scope(mesh.clusterDomain()))
        .map(
            why ->
                "the proxy \""
                    + written
                    + "\" is unreachable from other clusters: its host "
                    + why);
  }
}
