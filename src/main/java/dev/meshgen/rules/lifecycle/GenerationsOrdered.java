package dev.meshgen.rules.lifecycle;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/** The generation that is kept must be earlier than the one in use. */
final class GenerationsOrdered implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      ReaderToken token = cluster.kubernetes().reader();
      if (token.kept().filter(kept -> kept >= token.generation()).isPresent()) {
        report.add(order(cluster, token));
      } else if (token.generation() > 1
          && context.topology().controlPlanes().isConfigCluster(cluster)) {
        report.add(CredentialsFetched.ofConfigCluster(cluster, "generation"));
      }
    }
  }

  private static Diagnostic order(Cluster cluster, ReaderToken token) {
    return Diagnostic.of(
            Code.GENERATION_ORDER,
            CredentialsFetched.at(cluster, "keepGeneration"),
            "\"keepGeneration\" is "
                + token.kept().orElseThrow()
                + ", and the generation in use "
                + token.generation())
        .expecting("a generation below " + token.generation())
        .hinting("remove it once every cluster has the later token");
  }
}
