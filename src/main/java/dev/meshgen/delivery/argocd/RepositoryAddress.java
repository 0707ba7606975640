package dev.meshgen.delivery.argocd;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.rules.delivery.AddressCredentials;

/** The address of the repository is written to Git, in every Application. */
final class RepositoryAddress implements Rule {
  private final ArgoCdSettings settings;

  RepositoryAddress(ArgoCdSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean asksOthers() {
    return true;
  }

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (AddressCredentials.areIn(settings.repoUrl())) {
      report.addInsteadOf(
          Code.SECRET_IN_CLEAR,
          AddressCredentials.refused(
                  "repoURL",
                  mesh.delivery(ArgoCdSettings.KEY).orElseThrow().settings().at("repoURL"))
              .hinting("put the credentials into a repository Secret in Argo CD's namespace"));
    }
  }
}
