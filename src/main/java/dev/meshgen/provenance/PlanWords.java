package dev.meshgen.provenance;

import dev.meshgen.delivery.Engines;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.plan.Step;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a plan decided about a file, in words. */
final class PlanWords {
  private PlanWords() {}

  static List<String> of(MeshPlan plan, String path, Optional<String> owner) {
    List<String> words = new ArrayList<>();
    for (SecretPlan secret : plan.secrets()) {
      if (secret.path().equals(path)) {
        words.add(
            "sealed: "
                + secret.kind().name().toLowerCase(Locale.ROOT)
                + " of "
                + secret.owner()
                + " for "
                + readers(secret));
      }
    }
    for (ClusterPlan cluster : plan.clusters()) {
      if (owner.filter(cluster.name()::equals).isPresent()) {
        cluster(plan, cluster, path, words);
      }
    }
    return words;
  }

  private static String readers(SecretPlan secret) {
    return secret
        .controller()
        .map(controller -> "the controller of " + controller.cluster())
        .orElseGet(
            () ->
                secret.recipients().size()
                    + (secret.recipients().size() == 1 ? " recipient" : " recipients"));
  }

  private static void cluster(MeshPlan plan, ClusterPlan cluster, String path, List<String> words) {
    String before = "";
    for (Step step : cluster.steps()) {
      boolean values = step.release().filter(release -> isOf(release, cluster, path)).isPresent();
      boolean object = step.release().isEmpty() && Layout.folderOf(path).equals(step.folder());
      if (values || object) {
        words.add(
            (values ? release(step.release().orElseThrow()) : "layer " + step.layer().id())
                + ", "
                + (before.isEmpty() ? "applied first" : "applied after " + before)
                + " by "
                + Engines.of(plan.mesh()).of(cluster.cluster()).id());
      }
      before = step.id();
    }
  }

  private static boolean isOf(Release release, ClusterPlan cluster, String path) {
    return path.equals(cluster.layout().values(release.key()))
        || path.equals(cluster.layout().overrides(release.key()));
  }

  private static String release(Release release) {
    return "release "
        + release.name()
        + " of chart "
        + release.chart()
        + " "
        + release.version()
        + " in "
        + release.namespace();
  }
}
