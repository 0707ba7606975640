package dev.meshgen.upgrade;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The next steps of a mesh. Ring by ring the control planes without a revision get the version; of
 * those with one a second comes up and the tags move to it, the default last. When all rings are
 * through, the second takes the place of the first, or goes where the first stays.
 */
final class DraftSteps {
  private final Mesh mesh;
  private final List<Ring> rings;
  private final Revision target;
  private final MissingUpgrade lacks;

  private DraftSteps(Topology topology, List<Ring> rings, Revision target) {
    this.mesh = topology.mesh();
    this.rings = rings;
    this.target = target;
    this.lacks = new MissingUpgrade(topology.controlPlanes(), target);
  }

  /** What a ring goes through, and what a cluster still lacks of it. */
  private record Phase(UpgradeStep.Kind kind, Lacking lacking) {}

  private interface Lacking {
    List<WantedSetting> of(Cluster cluster);
  }

  /** Any of these may be the next, the first is preferred. */
  static List<DraftStep> next(Topology topology, List<Ring> rings, Revision target) {
    return new DraftSteps(topology, rings, target).next();
  }

  /**
   * The next steps towards revisions in a cluster without.
   *
   * @param target the revision that comes next
   */
  static List<DraftStep> introducing(Topology topology, List<Ring> rings, Revision target) {
    return new DraftSteps(topology, rings, target).introducing();
  }

  private List<DraftStep> introducing() {
    MissingRevision missing = new MissingRevision(target);
    List<Phase> phases =
        List.of(
            new Phase(UpgradeStep.Kind.CANARY, missing::canary),
            new Phase(UpgradeStep.Kind.TAGS, missing::tag));
    List<DraftStep> drafts = new ArrayList<>();
    rings.forEach(ring -> first(ring, phases).ifPresent(drafts::add));
    if (drafts.isEmpty()) {
      all(new Phase(UpgradeStep.Kind.PROMOTE, missing::promotion)).ifPresent(drafts::add);
    } else {
      all(phases.get(0)).ifPresent(drafts::add);
    }
    return drafts;
  }

  /**
   * The next steps to another revision at the version that runs.
   *
   * @param target the one to come; its name is empty where revisions are to go
   */
  static List<DraftStep> changing(Topology topology, List<Ring> rings, Revision target) {
    return new DraftSteps(topology, rings, target).changing();
  }

  private List<DraftStep> changing() {
    OtherRevision other = new OtherRevision(mesh, target);
    Phase beside = new Phase(UpgradeStep.Kind.CANARY, other::beside);
    List<Phase> phases =
        List.of(
            beside,
            new Phase(UpgradeStep.Kind.TAGS, cluster -> other.tags(cluster, false)),
            new Phase(UpgradeStep.Kind.TAGS, cluster -> other.tags(cluster, true)));
    List<DraftStep> drafts = new ArrayList<>();
    rings.forEach(ring -> first(ring, phases).ifPresent(drafts::add));
    if (drafts.isEmpty()) {
      boolean removes = target.name().isEmpty();
      all(new Phase(removes ? UpgradeStep.Kind.RETIRE : UpgradeStep.Kind.PROMOTE, other::alone))
          .ifPresent(drafts::add);
    } else {
      // What rings share cannot go from one of them: then all go at once.
      phases.forEach(phase -> all(phase).ifPresent(drafts::add));
    }
    return drafts;
  }

  private List<DraftStep> next() {
    Phase canary = new Phase(UpgradeStep.Kind.CANARY, lacks::canary);
    List<Phase> phases =
        List.of(
            canary,
            new Phase(UpgradeStep.Kind.TAGS, cluster -> lacks.tags(cluster, false)),
            new Phase(UpgradeStep.Kind.TAGS, cluster -> lacks.tags(cluster, true)),
            new Phase(UpgradeStep.Kind.IN_PLACE, lacks::inPlace));
    List<DraftStep> drafts = new ArrayList<>();
    rings.forEach(ring -> first(ring, phases).ifPresent(drafts::add));
    if (drafts.size() > 1) {
      // Where no ring can go first, as two whose remotes have their primaries in the other.
      all(canary).ifPresent(drafts::add);
    }
    if (drafts.isEmpty()) {
      List<Phase> returning = List.of(new Phase(UpgradeStep.Kind.IN_PLACE, lacks::returning));
      rings.forEach(ring -> first(ring, returning).ifPresent(drafts::add));
    }
    if (drafts.isEmpty()) {
      all(new Phase(UpgradeStep.Kind.RETIRE, lacks::retirement)).ifPresent(drafts::add);
    }
    if (drafts.isEmpty()) {
      all(new Phase(UpgradeStep.Kind.PROMOTE, lacks::promotion)).ifPresent(drafts::add);
    }
    return drafts;
  }

  private Optional<DraftStep> first(Ring ring, List<Phase> phases) {
    for (Phase phase : phases) {
      SortedMap<String, List<WantedSetting>> wanted = wanted(phase, ring.clusters());
      if (!wanted.isEmpty()) {
        return Optional.of(draft(phase, ring.value(), wanted, last(phase, wanted)));
      }
    }
    return Optional.empty();
  }

  private Optional<DraftStep> all(Phase phase) {
    SortedMap<String, List<WantedSetting>> wanted =
        wanted(phase, mesh.clusters().stream().map(Cluster::name).toList());
    return wanted.isEmpty() ? Optional.empty() : Optional.of(draft(phase, "", wanted, true));
  }

  private SortedMap<String, List<WantedSetting>> wanted(Phase phase, List<String> clusters) {
    SortedMap<String, List<WantedSetting>> wanted = new TreeMap<>();
    Set<String> names = new TreeSet<>(clusters);
    for (Cluster cluster : mesh.clusters()) {
      List<WantedSetting> lacking = phase.lacking().of(cluster);
      if (!lacking.isEmpty() && names.contains(cluster.name())) {
        wanted.put(cluster.name(), lacking);
      }
    }
    return wanted;
  }

  /** Whoever is not that far yet would move with the settings of the mesh. */
  private boolean last(Phase phase, SortedMap<String, List<WantedSetting>> wanted) {
    for (Cluster cluster : mesh.clusters()) {
      boolean follows =
          phase.kind() == UpgradeStep.Kind.IN_PLACE
              ? lacks.isBehind(cluster)
              : !lacks.canary(cluster).isEmpty() || !phase.lacking().of(cluster).isEmpty();
      if (follows && !wanted.containsKey(cluster.name())) {
        return false;
      }
    }
    return true;
  }

  private DraftStep draft(
      Phase phase, String ring, SortedMap<String, List<WantedSetting>> wanted, boolean last) {
    SortedSet<String> leaving = new TreeSet<>();
    boolean retires = phase.kind() == UpgradeStep.Kind.RETIRE;
    if (retires || phase.kind() == UpgradeStep.Kind.PROMOTE) {
      for (Cluster cluster : mesh.clusters()) {
        if (wanted.containsKey(cluster.name())) {
          leaving.add(
              cluster.istio().controlPlanes().get(retires ? 1 : 0).of(ControlPlanes.ISTIOD));
        }
      }
    }
    List<String> tags = phase.kind() == UpgradeStep.Kind.TAGS ? tagsOf(wanted) : List.of();
    return new DraftStep(phase.kind(), ring, target, tags, List.copyOf(leaving), wanted, last);
  }

  private static List<String> tagsOf(SortedMap<String, List<WantedSetting>> wanted) {
    List<String> tags = new ArrayList<>();
    for (List<WantedSetting> fields : wanted.values()) {
      for (WantedSetting field : fields) {
        if (!tags.contains(field.path().get(2))) {
          tags.add(field.path().get(2));
        }
      }
    }
    return tags;
  }
}
