package dev.meshgen.upgrade;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Revision;
import dev.meshgen.model.Revisions;
import dev.meshgen.topology.ControlPlanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a cluster lacks of an upgrade to a control plane. A cluster with a revision gets a second
 * control plane, which takes the place of the first when all tags have moved. One without stays as
 * it is and gets the version in place: no tag moves what is at the default beside it, and so
 * nothing may remove it. A canary that somebody runs beside it helps to try the version, and goes
 * in the end.
 */
final class MissingUpgrade {
  private final Revision target;
  private final ControlPlanes controlPlanes;

  MissingUpgrade(ControlPlanes controlPlanes, Revision target) {
    this.controlPlanes = controlPlanes;
    this.target = target;
  }

  /** Whether it is there as a canary. */
  boolean runs(Cluster cluster) {
    return cluster
        .istio()
        .revisions()
        .canary()
        .filter(canary -> canary.revision().equals(target.name()))
        .isPresent();
  }

  /** Whether the first control plane is never replaced by another. */
  static boolean stays(Cluster cluster) {
    return cluster.istio().revisions().main().isEmpty();
  }

  boolean isBehind(Cluster cluster) {
    return SpecVersions.isBehind(cluster, target);
  }

  List<WantedSetting> canary(Cluster cluster) {
    Revisions revisions = cluster.istio().revisions();
    return !stays(cluster) && revisions.canary().isEmpty() && isBehind(cluster)
        ? List.of(
            WantedSetting.canaryVersion(target.version()),
            WantedSetting.canaryRevision(target.name()))
        : List.of();
  }

  /** Tags that still lead to another control plane: {@code default}, or all but it. */
  List<WantedSetting> tags(Cluster cluster, boolean theDefault) {
    List<WantedSetting> fields = new ArrayList<>();
    boolean returned = stays(cluster) && !isBehind(cluster);
    if (runs(cluster) && !returned) {
      for (Map.Entry<String, String> tag : cluster.istio().revisions().tags().entrySet()) {
        boolean moved = tag.getValue().equals(target.name());
        if (!moved && tag.getKey().equals(Revision.DEFAULT) == theDefault) {
          fields.add(WantedSetting.tag(tag.getKey(), target.name()));
        }
      }
    }
    return fields;
  }

  /** The version, where there is but one control plane. */
  List<WantedSetting> inPlace(Cluster cluster) {
    boolean alone = stays(cluster) && cluster.istio().revisions().canary().isEmpty();
    return alone && isBehind(cluster) && !awaits(cluster)
        ? List.of(WantedSetting.version(target.version()))
        : List.of();
  }

  /** The version, where the second control plane has been tried, and the tags back to the first. */
  List<WantedSetting> returning(Cluster cluster) {
    List<WantedSetting> fields = new ArrayList<>();
    if (stays(cluster) && runs(cluster) && isBehind(cluster) && !awaits(cluster)) {
      fields.add(WantedSetting.version(target.version()));
      for (Map.Entry<String, String> tag : cluster.istio().revisions().tags().entrySet()) {
        if (tag.getValue().equals(target.name())) {
          fields.add(WantedSetting.tag(tag.getKey(), Revision.DEFAULT));
        }
      }
    }
    return fields;
  }

  /** That the second goes, where the first has its version. */
  List<WantedSetting> retirement(Cluster cluster) {
    return stays(cluster) && runs(cluster) && !isBehind(cluster)
        ? List.of(WantedSetting.noCanary())
        : List.of();
  }

  /** That the second is the first, of a cluster where it may be. */
  List<WantedSetting> promotion(Cluster cluster) {
    return !stays(cluster) && runs(cluster)
        ? List.of(
            WantedSetting.version(target.version()),
            WantedSetting.revision(target.name()),
            WantedSetting.noCanary())
        : List.of();
  }

  /** Proxies and node agents of a remote are never ahead of an istiod that serves them. */
  private boolean awaits(Cluster cluster) {
    return controlPlanes.primaries(cluster).stream()
        .anyMatch(primary -> isBehind(primary.cluster()));
  }
}
