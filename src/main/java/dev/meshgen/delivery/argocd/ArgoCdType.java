package dev.meshgen.delivery.argocd;

import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.InitialDelivery;
import dev.meshgen.delivery.Passage;
import dev.meshgen.model.Mesh;
import java.util.List;

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
  public Engine of(Mesh mesh) {
    return new ArgoCd(mesh.name(), ArgoCdSettings.of(mesh));
  }

  @Override
  public String clusterFolders() {
    return Applications.CLUSTERS;
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
