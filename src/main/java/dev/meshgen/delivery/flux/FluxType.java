package dev.meshgen.delivery.flux;

import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.InitialDelivery;
import dev.meshgen.delivery.Passage;
import dev.meshgen.model.Mesh;
import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import java.util.List;

/** Flux, for the registry of engines. */
public final class FluxType implements EngineType {

  /** A template's view: the settings of a new spec. */
  record InitialView(String path) {}

  @Override
  public String id() {
    return FluxSettings.KEY;
  }

  @Override
  public String name() {
    return Flux.NAME;
  }

  @Override
  public List<Engine> of(Mesh mesh) {
    Flux flux = new Flux(FluxSettings.of(mesh));
    return mesh.clusters().stream().anyMatch(flux::delivers) ? List.of(flux) : List.of();
  }

  @Override
  public String clusterFolders() {
    return Kustomizations.CLUSTERS;
  }

  @Override
  public boolean reads(String group) {
    return group.endsWith(".toolkit.fluxcd.io");
  }

  /** The source of an OCI chart has it as a tag, the HelmRelease of any other as its version. */
  @Override
  public VersionFile versionFile(ClusterLayout cluster, String release) {
    return new VersionFile(
        Layout.in(cluster.layer(Kustomizations.RELEASES), release + ".yaml"),
        List.of("tag", "version"));
  }

  @Override
  public Kept kept() {
    return new Kept("kustomize.toolkit.fluxcd.io/prune", "flux/kept.yaml");
  }

  @Override
  public InitialDelivery initial() {
    return new InitialDelivery(
        "Flux in every cluster",
        "a Flux in every cluster",
        List.of("flux:", "  sourceRef:", "    name: flux-system"),
        repository -> new Passage("flux/init.yaml", new InitialView("./" + repository.path())));
  }
}
