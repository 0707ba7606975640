package dev.meshgen.authority.external;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/** Workloads ask at one address: istiod's, which hands their requests on, or another. */
final class OneSigner implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    var settings = mesh.trust().authority().settings();
    if (settings.isWritten("caAddress") && settings.isWritten("signer")) {
      report.add(
          Diagnostic.of(
                  Code.SIGNERS_DIFFER, settings.at("signer"), "caAddress conflicts with signer")
              .expecting("either caAddress or signer, whichever signs workload certificates")
              .hinting(
                  "keep signer if istiod forwards requests to the certificates API of Kubernetes,"
                      + " or caAddress if workloads use another authority, such as istio-csr")
              .relating(settings.at("caAddress"), "the address of another authority"));
    }
  }
}
