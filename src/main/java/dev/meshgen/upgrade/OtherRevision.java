package dev.meshgen.upgrade;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.model.Revisions;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster lacks of another revision, or of none, at the version that it runs: a control
 * plane of that kind beside the one that is there, the tags for it, and that the old one goes. At
 * no moment is there less than one injector and one istiod for what runs.
 */
final class OtherRevision {
  private final Revision target;

  /** Whether no cluster has a revision yet; else those without one stay as they are. */
  private final boolean introduces;

  /**
   * Towards a control plane.
   *
   * @param target its name is empty where revisions are to go
   */
  OtherRevision(Mesh mesh, Revision target) {
    this.target = target;
    this.introduces =
        mesh.clusters().stream().allMatch(each -> each.istio().revisions().main().isEmpty());
  }

  /** What is left to do in a mesh whose clusters all run the version. */
  static Optional<Revision> next(Mesh mesh, String id, String version) {
    Revision target = new Revision(id.equals(Revision.DEFAULT) ? "" : id, version);
    OtherRevision other = new OtherRevision(mesh, target);
    boolean there =
        mesh.clusters().stream().allMatch(each -> each.istio().version().equals(version));
    return there && mesh.clusters().stream().anyMatch(other::lacks)
        ? Optional.of(target)
        : Optional.empty();
  }

  private boolean lacks(Cluster cluster) {
    return !beside(cluster).isEmpty() || isBeside(cluster);
  }

  /** Revisions are of charts and of sidecars. */
  private static boolean mayChange(Cluster cluster) {
    return cluster.istio().install() == Install.HELM
        && !cluster.isAmbient()
        && Topology.hasWorkloads(cluster);
  }

  private boolean removes() {
    return target.name().isEmpty();
  }

  private boolean isMain(Cluster cluster) {
    return cluster.istio().revisions().main().orElse("").equals(target.name());
  }

  /** Whether old and new run beside each other. */
  private boolean isBeside(Cluster cluster) {
    Optional<Revisions.Canary> canary =
        cluster
            .istio()
            .revisions()
            .canary()
            .filter(each -> each.version().equals(target.version()));
    return mayChange(cluster)
        && (removes()
            ? isMain(cluster) && canary.isPresent()
            : canary.filter(each -> each.revision().equals(target.name())).isPresent());
  }

  List<WantedSetting> beside(Cluster cluster) {
    Revisions revisions = cluster.istio().revisions();
    boolean stays = revisions.main().isEmpty() && !introduces;
    if (!mayChange(cluster) || isMain(cluster) || stays || revisions.canary().isPresent()) {
      return List.of();
    }
    return removes()
        ? List.of(
            WantedSetting.canaryVersion(target.version()),
            WantedSetting.canaryRevision(revisions.main().orElseThrow()),
            WantedSetting.noRevision())
        : List.of(
            WantedSetting.canaryVersion(target.version()),
            WantedSetting.canaryRevision(target.name()));
  }

  /** Tags that lead to the old one: {@code default}, or all but it. */
  List<WantedSetting> tags(Cluster cluster, boolean theDefault) {
    if (!isBeside(cluster)) {
      return List.of();
    }
    List<WantedSetting> fields = new ArrayList<>();
    Revisions revisions = cluster.istio().revisions();
    for (Map.Entry<String, String> tag : revisions.tags().entrySet()) {
      boolean isDefault = tag.getKey().equals(Revision.DEFAULT);
      if (isDefault == theDefault && !tag.getValue().equals(target.id())) {
        fields.add(
            isDefault && removes()
                ? WantedSetting.noTag(tag.getKey())
                : WantedSetting.tag(tag.getKey(), target.id()));
      }
    }
    boolean untagged = !revisions.tags().containsKey(Revision.DEFAULT);
    if (theDefault && untagged && !removes() && revisions.main().isEmpty()) {
      fields.add(WantedSetting.tag(Revision.DEFAULT, target.name()));
    }
    return fields;
  }

  /** That the new one is the only one. */
  List<WantedSetting> alone(Cluster cluster) {
    if (!isBeside(cluster)) {
      return List.of();
    }
    return removes()
        ? List.of(WantedSetting.noCanary())
        : List.of(WantedSetting.revision(target.name()), WantedSetting.noCanary());
  }
}
