package dev.meshgen.upgrade;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.model.Revisions;
import dev.meshgen.topology.Topology;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a cluster whose control plane has no revision lacks of one: the same version beside it with
 * a revision, the tag {@code default} for that one, and that it takes the place of the first. At no
 * moment is there less than one injector and one istiod for what runs.
 */
final class MissingRevision {
  private final Revision target;

  MissingRevision(Revision target) {
    this.target = target;
  }

  /** The revision that comes next: of the oldest version that still has none. */
  static Optional<Revision> next(Mesh mesh) {
    return mesh.clusters().stream()
        .filter(MissingRevision::mayHave)
        .map(cluster -> cluster.istio().version())
        .min((one, other) -> SpecVersions.of(one).compareTo(SpecVersions.of(other)))
        .map(version -> new Revision(name(version), version));
  }

  private static String name(String version) {
    return version.replace('.', '-').toLowerCase(Locale.ROOT);
  }

  /** Revisions are of charts and of sidecars. */
  private static boolean mayHave(Cluster cluster) {
    return cluster.istio().revisions().main().isEmpty()
        && cluster.istio().install() == Install.HELM
        && !cluster.isAmbient()
        && Topology.hasWorkloads(cluster);
  }

  private boolean isDue(Cluster cluster) {
    return mayHave(cluster) && cluster.istio().version().equals(target.version());
  }

  List<WantedSetting> canary(Cluster cluster) {
    return isDue(cluster) && cluster.istio().revisions().canary().isEmpty()
        ? List.of(
            WantedSetting.canaryVersion(target.version()),
            WantedSetting.canaryRevision(target.name()))
        : List.of();
  }

  List<WantedSetting> tag(Cluster cluster) {
    return runs(cluster) && !cluster.istio().revisions().isIntroducing()
        ? List.of(WantedSetting.tag(Revision.DEFAULT, target.name()))
        : List.of();
  }

  List<WantedSetting> promotion(Cluster cluster) {
    return runs(cluster) && cluster.istio().revisions().isIntroducing()
        ? List.of(WantedSetting.revision(target.name()), WantedSetting.noCanary())
        : List.of();
  }

  private boolean runs(Cluster cluster) {
    Revisions revisions = cluster.istio().revisions();
    return isDue(cluster)
        && revisions.canary().filter(canary -> canary.revision().equals(target.name())).isPresent();
  }
}
