package dev.meshgen.rules.platforms;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.Platforms;
import dev.meshgen.platform.Preparation;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/** Reports what a platform requires for ambient Pods beyond what the tree installs. */
final class AmbientPrepared implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.isAmbient()) {
        Platforms.of(cluster)
            .ambientPreparation()
            .ifPresent(preparation -> report.add(unprepared(cluster, preparation)));
      }
    }
  }

  private static Diagnostic unprepared(Cluster cluster, Preparation preparation) {
    return Diagnostic.of(
            Code.PLATFORM_UNPREPARED, cluster.origins().at("platform"), preparation.problem())
        .expecting(preparation.setting() + " in \"" + cluster.name() + "\"")
        .hinting(preparation.how());
  }
}
