package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;

/** Whatever is sealed in the tree has recipients, unless it reaches clusters in another way. */
final class RecipientsNamed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (!mesh.sealsBySops()) {
      return;
    }
    List<String> without =
        mesh.clusters().stream()
            .filter(each -> each.recipients().isEmpty())
            .map(Cluster::name)
            .toList();
    if (!without.isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.CLUSTER_RECIPIENTS_MISSING,
                  mesh.origins().at("spec", "secrets", "sops"),
                  "missing recipients of the files that "
                      + (without.size() == 1
                          ? "\"" + without.get(0) + "\" receives"
                          : without.size() + " clusters receive"))
              .expecting("recipients beside those of the root, such as `age`")
              .hinting("add `age` with the recipient of the engine that applies the tree"));
    }
  }
}
