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
import dev.meshgen.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** The stage that renders every file which is not sealed. */
public final class RenderTree {
  /** Below this, handing work to other threads costs more than it saves. */
  private static final int WORTH_SHARING = 8;

  private final Templates templates = new Templates();

  /** Loads the template engine, so that it is there when it is asked for. */
  public static void preload() {
    new Templates()
        .render(
            "discovery/kustomization.yaml",
            new MeshFiles.DiscoveryView(true, false, false, List.of("preload")));
  }

  /** Renders {@code plan}; {@code facts} say what the sealed files around it hold. */
  public OutputTree.Builder render(MeshPlan plan, SecretFacts facts) {
    Engine engine = Engines.of(plan.mesh().delivery());
    OutputTree.Builder tree = OutputTree.builder();
    String mesh = plan.mesh().name();
    addAll(tree, mesh, new MeshFiles(plan, facts, engine.readsThroughKsops()).all());
    addAll(tree, mesh, engine.meshFiles(plan));
    List<ClusterPlan> clusters = plan.clusters();
    IntStream indices = IntStream.range(0, clusters.size());
    List<OutputTree.Builder> parts =
        (clusters.size() < WORTH_SHARING ? indices : indices.parallel())
            .mapToObj(index -> render(plan, clusters.get(index), engine))
            .toList();
    parts.forEach(tree::addAll);
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
