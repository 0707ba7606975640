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

/** A cluster's name becomes a folder of the tree, which is checked out on every system. */
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
                              "cluster name \""
                                  + cluster.name()
                                  + "\" is not a valid folder name: it "
                                  + why)
                          .expecting("a name that every file system accepts")
                          .hinting("rename the cluster")));
    }
  }
}
