package dev.meshgen.rules.networks;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.ApiServer;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.net.UserInfo;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * istiod in other clusters connects to the address of the API server. An address that works for
 * {@code kubectl} on a laptop or inside the cluster may not work for it, and with one address for
 * two clusters istiod sees the same cluster twice.
 */
final class ApiServerReachable implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<String, Cluster> byAddress = new TreeMap<>();
    for (Cluster cluster : mesh.clusters()) {
      Optional<String> written = cluster.kubernetes().apiServer();
      if (written.isEmpty() || UserInfo.of(written.get()).isPresent()) {
        continue;
      }
      Span at = cluster.origins().at("kubernetes", "apiServer");
      Optional<ServerAddress> address =
          ServerAddress.parse(written.get()).filter(ServerAddress::isHttps);
      if (address.isEmpty()) {
        report.add(malformed(written.get(), at));
        continue;
      }
      ApiServer server = cluster.kubernetes().server();
      Optional<String> reason =
          server.unreachable(
              address.get().host(), cluster.addressing().scope(mesh.clusterDomain()));
      if (reason.isPresent()) {
        report.add(unreachable(written.get(), reason.get(), at));
        continue;
      }
      Cluster first = byAddress.putIfAbsent(identity(address.get(), server), cluster);
      if (first != null) {
        report.add(shared(written.get(), at, first, cluster));
      }
    }
  }

  /** One address may lead to several, by the name that is requested, or through several proxies. */
  private static String identity(ServerAddress address, ApiServer server) {
    return String.join(
        " ",
        address.canonical(),
        server.tlsServerName().orElse(""),
        server.proxyUrl().flatMap(ServerAddress::parse).map(ServerAddress::canonical).orElse(""));
  }

  private static Diagnostic malformed(String written, Span at) {
    return Diagnostic.of(
            Code.API_SERVER_UNREACHABLE, at, "invalid API server address \"" + written + "\"")
        .expecting(
            "https://HOST, https://HOST:PORT or https://[IPv6]:PORT, optionally with a path");
  }

  private static Diagnostic unreachable(String written, String why, Span at) {
    return Diagnostic.of(
            Code.API_SERVER_UNREACHABLE,
            at,
            "the API server address \""
                + written
                + "\" is unreachable from other clusters: its host "
                + why)
        .expecting("the address at which istiod in other clusters reaches this API server")
        .hinting(
            "look up the real address on the platform; the one in your kubeconfig may be a tunnel");
  }

  private static Diagnostic shared(String written, Span at, Cluster first, Cluster second) {
    return Diagnostic.of(
            Code.API_SERVER_SHARED,
            at,
            "clusters \""
                + first.name()
                + "\" and \""
                + second.name()
                + "\" have the same API server address \""
                + written
                + "\"")
        .expecting("a separate API server for each cluster")
        .hinting(
            "if a gateway there tells them apart by name, set kubernetes.tlsServerName for each")
        .relating(
            first.origins().at("kubernetes", "apiServer"),
            "the API server of \"" + first.name() + "\"");
  }
}
