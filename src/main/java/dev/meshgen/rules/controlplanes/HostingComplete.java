package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane.Hosting;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Optional;

/**
 * An istiod outside of its mesh has a name from within, a name from without, and a certificate for
 * the latter; nothing else in the spec says any of them.
 */
final class HostingComplete implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Hosting hosting = cluster.controlPlane().hosting();
      check(
          cluster,
          "configCluster",
          hosting.configCluster(),
          "the remote that the istiod is configured in",
          report);
      check(
          cluster,
          "host",
          hosting.host(),
          "the DNS name at which remotes reach the istiod",
          report);
      check(
          cluster,
          "credentialName",
          hosting.credentialName(),
          "the Secret with the certificate of its host",
          report);
    }
  }

  private static void check(
      Cluster cluster, String field, Optional<String> value, String what, Report report) {
    boolean external = cluster.controlPlane().isExternal();
    if (external && value.isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.HOSTING_INCOMPLETE,
                  cluster.origins().at("controlPlane", "role"),
                  "the external cluster \"" + cluster.name() + "\" has no " + field)
              .expecting("controlPlane." + field + ", " + what));
    } else if (!external && value.isPresent()) {
      report.add(notExternal(cluster, field));
    }
  }

  private static Diagnostic notExternal(Cluster cluster, String field) {
    return Diagnostic.of(
            Code.HOSTING_INCOMPLETE,
            cluster.origins().at("controlPlane", field),
            "\"" + cluster.name() + "\" hosts no istiod for others, which " + field + " is about")
        .expecting("role: external, or no " + field)
        .hinting("where a layer above sets it, `" + field + ": null` takes it away");
  }
}
