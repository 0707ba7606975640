package dev.meshgen.delivery.argocd;

import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.InitialDelivery;
import dev.meshgen.delivery.Passage;
import dev.meshgen.model.Mesh;
import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Argo CD, for the registry of engines. */
public final class ArgoCdType implements EngineType {

  /** A template's view: the settings of a new spec. */
  record InitialView(String repoURL, String path, String revision) {}

  @Override
  public String id() {
    return ArgoCdSettings.KEY;
  }

  @Override
  public String name() {
    return ArgoCd.NAME;
  }

  @Override
  public Optional<String> called(String engine) {
    return engine.equals(OwnArgoCd.ID)
        ? Optional.of(OwnArgoCd.NAME)
        : EngineType.super.called(engine);
  }

  @Override
  public List<Engine> of(Mesh mesh) {
    ArgoCdSettings settings = ArgoCdSettings.of(mesh);
    boolean hub = !ArgoCdSettings.ofHub(mesh).isEmpty();
    List<Engine> engines = new ArrayList<>();
    if (hub) {
      engines.add(new ArgoCd(mesh.name(), settings));
    }
    if (ArgoCdSettings.clusters(mesh).stream().anyMatch(ArgoCdSettings::hasOwn)) {
      engines.add(new OwnArgoCd(mesh.name(), settings, !hub));
    }
    return engines;
  }

  @Override
  public String clusterFolders() {
    return Applications.CLUSTERS;
  }

  @Override
  public boolean reads(String group) {
    return group.equals("argoproj.io");
  }

  /** Of the sources of an Application, the chart is the first. */
  @Override
  public VersionFile versionFile(ClusterLayout cluster, String release) {
    return new VersionFile(
        Layout.in(Layout.in(Applications.CLUSTERS, cluster.cluster()), release + ".yaml"),
        List.of("targetRevision"));
  }

  @Override
  public Kept kept() {
    return new Kept("argocd.argoproj.io/sync-options", "argocd/kept.yaml");
  }

  @Override
  public Optional<String> prunedLast() {
    return Optional.of("argocd/pruned-last.yaml");
  }

  @Override
  public InitialDelivery initial() {
    return new InitialDelivery(
        "one Argo CD",
        "one Argo CD that drives all clusters",
        List.of("argocd:", "  repoURL: https://git.example/platform.git"),
        repository ->
            new Passage(
                "argocd/init.yaml",
                new InitialView(repository.url(), repository.path(), repository.branch())));
  }
}
