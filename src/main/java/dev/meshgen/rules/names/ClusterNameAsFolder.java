package dev.meshgen.rules.names;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreePath;

/** A cluster's name is a folder of the tree, and people check trees out on every system. */
final class ClusterNameAsFolder implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      TreePath.problem(Layout.cluster(cluster.name()).lock())
          .ifPresent(
              why ->
                  report.add(
                      Diagnostic.of(
                              Code.NAME_NO_FOLDER,
                              cluster.origins().document(),
                              "\"" + cluster.name() + "\" cannot be a folder everywhere: it " + why)
                          .expecting("a name that every file system can hold")
                          .hinting("choose another name")));
    }
  }
}
