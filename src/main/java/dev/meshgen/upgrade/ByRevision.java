package dev.meshgen.upgrade;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.model.Revisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The next steps of a mesh with revisions. Ring by ring a second control plane comes up and the
 * tags move to it, the default last; when all have moved, it takes the place of the first. Under an
 * operator the first stays, and gets the version in place: then the second goes.
 */
final class ByRevision {
  private final Mesh mesh;
  private final List<Ring> rings;
  private final Revision target;

  private ByRevision(Mesh mesh, List<Ring> rings, Revision target) {
    this.mesh = mesh;
    this.rings = rings;
    this.target = target;
  }

  /** Any of these may be the next, the first is preferred. */
  static List<Draft> drafts(Mesh mesh, List<Ring> rings, Revision target) {
    return new ByRevision(mesh, rings, target).drafts();
  }

  private List<Draft> drafts() {
    List<Draft> drafts = new ArrayList<>();
    for (Ring ring : rings) {
      for (Phase phase : phases()) {
        Optional<Draft> draft = draft(ring, phase, Optional.empty());
        if (draft.isPresent()) {
          drafts.add(draft.get());
          break;
        }
      }
    }
    if (drafts.size() > 1) {
      // Where no ring can go first, as a remote whose primary is in another: all at once.
      SortedMap<String, List<Field>> all = new TreeMap<>();
      for (Cluster cluster : mesh.clusters()) {
        if (!canary(cluster).isEmpty()) {
          all.put(cluster.name(), canary(cluster));
        }
      }
      if (!all.isEmpty()) {
        drafts.add(new Draft(Step.Kind.CANARY, "", target, List.of(), List.of(), all, true));
      }
    }
    if (drafts.isEmpty()) {
      addReturns(drafts);
    }
    if (drafts.isEmpty()) {
      promotion().ifPresent(drafts::add);
    }
    return drafts;
  }

  private void addReturns(List<Draft> drafts) {
    for (Ring ring : rings) {
      draft(ring, this::returning, Optional.of(Step.Kind.IN_PLACE)).ifPresent(drafts::add);
    }
    if (drafts.size() > 1) {
      SortedMap<String, List<Field>> all = new TreeMap<>();
      drafts.forEach(draft -> all.putAll(draft.wanted()));
      drafts.add(new Draft(Step.Kind.IN_PLACE, "", target, List.of(), List.of(), all, true));
    }
  }

  /** Whether the first control plane is never replaced by another. */
  private static boolean stays(Cluster cluster) {
    return cluster.istio().install() == Install.SAIL;
  }

  /** The first control plane to the version of the second, and the tags back to it. */
  private List<Field> returning(Cluster cluster) {
    List<Field> fields = new ArrayList<>();
    if (stays(cluster) && runs(cluster.istio()) && InPlace.isBehind(cluster, target)) {
      fields.add(Field.version(target.version()));
      for (Map.Entry<String, String> tag : cluster.istio().revisions().tags().entrySet()) {
        if (tag.getValue().equals(target.name())) {
          fields.add(Field.tag(tag.getKey(), Revision.DEFAULT));
        }
      }
    }
    return fields;
  }

  /** What a ring goes through, and what a cluster still lacks of it. */
  private interface Phase {
    List<Field> lacking(Cluster cluster);
  }

  private List<Phase> phases() {
    return List.of(this::canary, cluster -> tags(cluster, false), cluster -> tags(cluster, true));
  }

  private Optional<Draft> draft(Ring ring, Phase phase, Optional<Step.Kind> named) {
    SortedMap<String, List<Field>> wanted = new TreeMap<>();
    boolean last = true;
    for (Cluster cluster : mesh.clusters()) {
      List<Field> lacking = phase.lacking(cluster);
      if (ring.holds(cluster) && !lacking.isEmpty()) {
        wanted.put(cluster.name(), lacking);
      } else {
        // Whoever is not that far yet would move with the settings of the mesh.
        last &= lacking.isEmpty() && canary(cluster).isEmpty();
        last &= named.isEmpty() || !InPlace.isBehind(cluster, target);
      }
    }
    List<String> tags = named.isPresent() ? List.of() : tagsOf(wanted);
    Step.Kind kind = named.orElse(tags.isEmpty() ? Step.Kind.CANARY : Step.Kind.TAGS);
    return wanted.isEmpty()
        ? Optional.empty()
        : Optional.of(new Draft(kind, ring.value(), target, tags, List.of(), wanted, last));
  }

  private static List<String> tagsOf(SortedMap<String, List<Field>> wanted) {
    List<String> tags = new ArrayList<>();
    for (List<Field> fields : wanted.values()) {
      for (Field field : fields) {
        if (field.path().get(1).equals("tags") && !tags.contains(field.path().get(2))) {
          tags.add(field.path().get(2));
        }
      }
    }
    return tags;
  }

  private boolean runs(IstioSettings istio) {
    Optional<Revisions.Canary> canary = istio.revisions().canary();
    return canary.isPresent() && canary.get().revision().equals(target.name());
  }

  private List<Field> canary(Cluster cluster) {
    boolean lacks = InPlace.isBehind(cluster, target) && !runs(cluster.istio());
    return lacks
        ? List.of(Field.canaryVersion(target.version()), Field.canaryRevision(target.name()))
        : List.of();
  }

  private List<Field> tags(Cluster cluster, boolean theDefault) {
    List<Field> fields = new ArrayList<>();
    boolean returned = stays(cluster) && !InPlace.isBehind(cluster, target);
    if (runs(cluster.istio()) && !returned) {
      for (Map.Entry<String, String> tag : cluster.istio().revisions().tags().entrySet()) {
        boolean moved = tag.getValue().equals(target.name());
        if (!moved && tag.getKey().equals(Revision.DEFAULT) == theDefault) {
          fields.add(Field.tag(tag.getKey(), target.name()));
        }
      }
    }
    return fields;
  }

  private Optional<Draft> promotion() {
    SortedSet<String> leaving = new TreeSet<>();
    SortedMap<String, List<Field>> wanted = new TreeMap<>();
    for (Cluster cluster : mesh.clusters()) {
      if (runs(cluster.istio())) {
        List<Field> fields = new ArrayList<>();
        if (!stays(cluster)) {
          leaving.add(cluster.istio().controlPlanes().get(0).of("istiod"));
          fields.addAll(promoting(cluster));
        }
        fields.add(Field.noCanary());
        wanted.put(cluster.name(), fields);
      }
    }
    return wanted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Draft(
                Step.Kind.PROMOTE, "", target, List.of(), List.copyOf(leaving), wanted, true));
  }

  private List<Field> promoting(Cluster cluster) {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.version(target.version()));
    fields.add(Field.revision(target.name()));
    if (cluster.istio().revisions().main().isEmpty()) {
      // The control plane without a revision was the default by itself.
      fields.add(Field.tag(Revision.DEFAULT, target.name()));
    }
    return fields;
  }
}
