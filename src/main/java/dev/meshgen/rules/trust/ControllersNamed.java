package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;

/** What is sealed for a controller is sealed with its certificate. */
final class ControllersNamed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.sealedSecrets().isEmpty()) {
      return;
    }
    for (Cluster cluster : mesh.clusters()) {
      if (ControlPlanes.runsIstiod(cluster) && cluster.controllerCertificate().isEmpty()) {
        report.add(
            Diagnostic.of(
                    Code.CONTROLLER_CERTIFICATE_MISSING,
                    cluster.origins().document(),
                    "missing certificate of the controller for the secrets of \""
                        + cluster.name()
                        + "\"")
                .expecting("the output of `kubeseal --fetch-cert` there")
                .hinting("name it in `secrets.sealedSecrets.certificate` of the cluster"));
      }
    }
  }
}
