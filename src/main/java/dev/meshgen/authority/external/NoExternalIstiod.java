package dev.meshgen.authority.external;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Origins;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import java.util.List;

/**
 * The proxies of an external control plane ask for certificates at the gateway of its istiod: a
 * second address would be ignored by some of them.
 */
final class NoExternalIstiod implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (ControlPlanes.isExternal(cluster)) {
        Origins settings = mesh.trust().authority().settings();
        for (String field : List.of("caAddress", "signer")) {
          if (settings.isWritten(field)) {
            report.add(refused(cluster, field, settings.at(field)));
          }
        }
      }
    }
  }

  private static Diagnostic refused(Cluster cluster, String field, Span at) {
    return Diagnostic.of(
            Code.CA_ADDRESS_EXTERNAL,
            at,
            field + " is not supported with the external istiod in \"" + cluster.name() + "\"")
        .expecting("an istiod that signs for the proxies of other clusters")
        .hinting("remove " + field + ", and have the Secret cacerts filled instead")
        .relating(cluster.origins().document(), "the cluster of that istiod");
  }
}
