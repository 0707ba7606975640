package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whoever names recipients beside Vault or Sealed Secrets expects that something is sealed for
 * them, and what clusters receive travels in one way alone. Recipients of the root are another
 * matter: it is never in Vault, and no cluster receives it.
 */
final class RecipientsIgnored implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.sealedSecrets().isEmpty()) {
      certificates(mesh, report);
    }
    if (!mesh.sealsBySops()) {
      recipients(mesh, report);
    }
  }

  /** Each list once, whether the mesh, an override or a cluster has it. */
  private static void recipients(Mesh mesh, Report report) {
    List<List<Located<Recipient>>> lists = new ArrayList<>();
    lists.add(mesh.recipients().clusters());
    lists.add(mesh.recipients().discovery());
    mesh.discovery().groups().stream().map(Discovery.Group::recipients).forEach(lists::add);
    mesh.clusters().stream().map(Cluster::recipients).forEach(lists::add);
    String way = mesh.store().isPresent() ? "vault" : "sealedSecrets";
    Set<Span> named = new LinkedHashSet<>();
    for (List<Located<Recipient>> list : lists) {
      if (!list.isEmpty() && named.add(list.get(0).at())) {
        report.add(
            ignored(
                list.get(0).at(),
                "nothing is sealed for these recipients, as the mesh has secrets." + way,
                "remove them; `secrets.sops.root` alone has an effect beside `" + way + "`"));
      }
    }
  }

  private static void certificates(Mesh mesh, Report report) {
    Set<Span> named = new LinkedHashSet<>();
    for (Cluster cluster : mesh.clusters()) {
      cluster
          .controllerCertificate()
          .map(Located::at)
          .filter(named::add)
          .ifPresent(
              at ->
                  report.add(
                      ignored(
                          at,
                          "nothing is sealed with this certificate, as the mesh does not have"
                              + " secrets.sealedSecrets",
                          "remove it, or write `sealedSecrets: {}` in `Mesh.spec.secrets`")));
    }
  }

  private static Diagnostic ignored(Span at, String words, String hint) {
    return Diagnostic.of(Code.RECIPIENTS_IGNORED, at, words)
        .expecting("settings for the delivery of secrets")
        .hinting(hint);
  }
}
