package dev.meshgen.rules.networks;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.ApiServer;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.ServerAddress;
import dev.meshgen.platform.PublicServers;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Optional;

/**
 * Who signed the certificate of an API server. istiod trusts either the authority in the remote
 * secret or, without one, public authorities; never both.
 */
final class PublicAuthority implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      ApiServer server = cluster.kubernetes().server();
      boolean inFile = cluster.origins().isWritten("kubernetes", "caFile");
      if (inFile && cluster.origins().isWritten("kubernetes", "caData")) {
        report.add(conflict(cluster, "caFile", "caData"));
      } else if (server.publicCa() && server.caData().isPresent()) {
        report.add(conflict(cluster, inFile ? "caFile" : "caData", "ca"));
      } else if (!server.publicCa()) {
        publicCertificate(server).ifPresent(remark -> report.add(unsaid(cluster, remark)));
      }
    }
  }

  private static Optional<String> publicCertificate(ApiServer server) {
    return server
        .address()
        .flatMap(ServerAddress::parse)
        .flatMap(address -> PublicServers.publicCertificate(address.host()));
  }

  /** Whether others fetch the cluster's own authority, which has not signed such a certificate. */
  private static boolean isOwnAuthority(Cluster cluster) {
    return cluster.kubernetes().reader().isFetched()
        && cluster.kubernetes().server().caData().isEmpty();
  }

  private static Diagnostic conflict(Cluster cluster, String field, String other) {
    String with = other.equals("ca") ? "ca: public" : other;
    return Diagnostic.of(
            Code.CA_CONFLICT,
            cluster.origins().at("kubernetes", field),
            "\"" + field + "\" conflicts with \"" + with + "\"")
        .expecting("one of the two")
        .hinting(
            other.equals("ca")
                ? "remove " + field + " if a public authority signed the API server's certificate"
                : "remove one of them")
        .relating(
            cluster.origins().at("kubernetes", other),
            other.equals("ca") ? "a public authority" : "the authority in the spec");
  }

  private static Diagnostic unsaid(Cluster cluster, String remark) {
    return Diagnostic.of(
            // Of a credential that is handed over, the authority is compared when it is.
            isOwnAuthority(cluster) ? Code.PUBLIC_CERTIFICATE : Code.CA_NOT_PUBLIC,
            cluster.origins().at("kubernetes", "apiServer"),
            "the API server presents a certificate of a public authority, not one signed by the"
                + " cluster's own authority")
        .expecting("ca: public")
        .hinting("set `kubernetes.ca: public`" + remark);
  }
}
