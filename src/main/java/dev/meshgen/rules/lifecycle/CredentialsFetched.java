package dev.meshgen.rules.lifecycle;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;

/** A credential that others fetch takes a store, and all but the token comes from the spec. */
final class CredentialsFetched implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    List<Cluster> fetched =
        mesh.clusters().stream().filter(each -> each.kubernetes().reader().isFetched()).toList();
    if (!fetched.isEmpty() && mesh.discovery().store().isEmpty()) {
      // One for all: mostly they have the mode from the same line.
      report.add(storeMissing(fetched.get(0)));
    }
    for (Cluster cluster : mesh.clusters()) {
      boolean config = context.topology().controlPlanes().isConfigCluster(cluster);
      if (config && !cluster.kubernetes().reader().isHandedOver()) {
        report.add(ofConfigCluster(cluster, "mode"));
      } else if (isFetchedOrIssued(cluster)
          && cluster.kubernetes().apiServer().isEmpty()
          && context.topology().discovery().whyUnread(cluster).isEmpty()) {
        report.add(serverMissing(cluster));
      }
    }
  }

  private static boolean isFetchedOrIssued(Cluster cluster) {
    return cluster.kubernetes().reader().isFetched() || cluster.kubernetes().reader().isIssued();
  }

  private static Diagnostic storeMissing(Cluster cluster) {
    return Diagnostic.of(
            Code.TOKEN_STORE_MISSING,
            at(cluster, "mode"),
            "\"mode: externalSecrets\" has no store: `Mesh.spec.discovery.credential.externalSecrets`"
                + " is missing")
        .expecting("the store that External Secrets pushes tokens to and fetches them from")
        .hinting(
            "set `discovery.credential.externalSecrets: {secretStoreRef: {name: STORE}}` of the Mesh");
  }

  private static Diagnostic serverMissing(Cluster cluster) {
    return Diagnostic.of(
            Code.FETCHED_SERVER_MISSING,
            cluster.origins().document(),
            "cluster \""
                + cluster.name()
                + "\" has no API server address, which others need besides the fetched token")
        .expecting("an address reachable from istiod in the other clusters")
        .hinting("set spec.kubernetes.apiServer");
  }

  static Diagnostic ofConfigCluster(Cluster cluster, String field) {
    return Diagnostic.of(
            Code.CONFIG_CREDENTIAL,
            at(cluster, field),
            "\""
                + field
                + "\" is not supported for \""
                + cluster.name()
                + "\": an external istiod reads its configuration from there, and its credential"
                + " only when it starts")
        .expecting("`mode: sealed`, and generation 1")
        .hinting(
            "file another token with `meshgen credential add "
                + cluster.name()
                + "`, and restart that istiod");
  }

  static Span at(Cluster cluster, String field) {
    Span at = cluster.origins().at("discovery", "credential", field);
    return at.hasLine() ? at : cluster.origins().document();
  }
}
