package dev.meshgen.render;

import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.FileView;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.Workers;
import dev.meshgen.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The stage that renders every file which is not sealed. */
public final class RenderTree {
  private final Templates templates = Templates.builtIn();

  /** Renders {@code plan}; {@code facts} say what the sealed files around it hold. */
  public OutputTree.Builder render(MeshPlan plan, SecretFacts facts) {
    Engine engine = Engines.of(plan.mesh().delivery());
    OutputTree.Builder tree = OutputTree.builder();
    String mesh = plan.mesh().name();
    addAll(tree, mesh, new MeshFiles(plan, facts, engine.readsThroughKsops()).all());
    addAll(tree, mesh, engine.meshFiles(plan));
    List<ClusterPlan> clusters = plan.clusters();
    OutputTree.Builder[] parts = new OutputTree.Builder[clusters.size()];
    Workers.onAllCores(
        parts.length, index -> parts[index] = render(plan, clusters.get(index), engine));
    for (OutputTree.Builder part : parts) {
      tree.addAll(part);
    }
    return tree;
  }

  private OutputTree.Builder render(MeshPlan plan, ClusterPlan cluster, Engine engine) {
    OutputTree.Builder tree = OutputTree.builder();
    String mesh = plan.mesh().name();
    addAll(tree, mesh, new ClusterFiles(plan, engine.readsThroughKsops()).of(cluster));
    addAll(tree, mesh, engine.clusterFiles(plan, cluster));
    for (Release release : cluster.releases()) {
      if (release.overrides().isPresent()) {
        add(
            tree,
            mesh,
            cluster.folder() + release.overridesFile(),
            YamlWriter.write(release.overrides().get()));
      }
    }
    return tree;
  }

  private void addAll(OutputTree.Builder tree, String mesh, List<FileView> files) {
    for (FileView file : files) {
      add(tree, mesh, file.path(), templates.render(file.template(), file.view()));
    }
  }

  private static void add(OutputTree.Builder tree, String mesh, String path, String text) {
    String whole = Header.line(path, mesh) + "\n" + text;
    tree.put(path, whole.getBytes(StandardCharsets.UTF_8), Role.PLAIN);
  }
}
