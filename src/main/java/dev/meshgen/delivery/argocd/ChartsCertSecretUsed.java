package dev.meshgen.delivery.argocd;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * No object of Argo CD refers to certificates: it looks them up by host name, and client
 * certificates in the repository Secret (argo-cd, {@code
 * docs/operator-manual/declarative-setup.md}).
 */
final class ChartsCertSecretUsed implements Rule {
  private final ArgoCdSettings settings;

  ChartsCertSecretUsed(ArgoCdSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : ArgoCdSettings.clusters(mesh)) {
      if (cluster.istio().charts().certSecret().isPresent()) {
        report.add(
            Diagnostic.of(
                    Code.CHARTS_CERT_SECRET_UNUSED,
                    cluster.origins().at("istio", "chartsCertSecret"),
                    "the Secret \""
                        + cluster.istio().charts().certSecret().get()
                        + "\" is ignored by Argo CD")
                .expecting(
                    "the certificate authority under the registry's host name in the ConfigMap"
                        + " argocd-tls-certs-cm of \""
                        + settings.namespace()
                        + "\"")
                .hinting(
                    "put a client certificate into the repository Secret, as tlsClientCertData"));
      }
    }
  }
}
