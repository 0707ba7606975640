package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane.Hosting;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import java.util.Optional;

/**
 * An external istiod has an internal name, an external name, and a certificate for the latter,
 * which only these fields provide.
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
          "the remote with istiod's configuration",
          report);
      check(cluster, "host", hosting.host(), "the DNS name at which remotes reach istiod", report);
      check(
          cluster,
          "credentialName",
          hosting.credentialName(),
          "the Secret with the certificate for its host",
          report);
    }
  }

  private static void check(
      Cluster cluster, String field, Optional<String> value, String what, Report report) {
    boolean external = ControlPlanes.isExternal(cluster);
    if (external && value.isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.HOSTING_INCOMPLETE,
                  cluster.origins().at("controlPlane", "role"),
                  "external cluster \"" + cluster.name() + "\" has no " + field)
              .expecting("controlPlane." + field + ", " + what));
    } else if (!external && value.isPresent()) {
      report.add(notExternal(cluster, field));
    }
  }

  private static Diagnostic notExternal(Cluster cluster, String field) {
    return Diagnostic.of(
            Code.HOSTING_INCOMPLETE,
            cluster.origins().at("controlPlane", field),
            "\"" + cluster.name() + "\" is not an external cluster, but sets " + field)
        .expecting("`role: external`, or no " + field)
        .hinting("remove it, or set `controlPlane." + field + ": null` if it is inherited");
  }
}
