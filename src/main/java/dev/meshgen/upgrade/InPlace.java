package dev.meshgen.upgrade;

import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The next steps of a mesh whose control planes are replaced where they are: a ring each. */
final class InPlace {
  private InPlace() {}

  /** Any of these may be the next, the first is preferred. */
  static List<Draft> drafts(Mesh mesh, List<Ring> rings, Revision target) {
    int behind = 0;
    for (Cluster cluster : mesh.clusters()) {
      behind += isBehind(cluster, target) ? 1 : 0;
    }
    List<Draft> drafts = new ArrayList<>();
    for (Ring ring : rings) {
      SortedMap<String, List<Field>> wanted = new TreeMap<>();
      for (Cluster cluster : mesh.clusters()) {
        if (ring.holds(cluster) && isBehind(cluster, target)) {
          wanted.put(cluster.name(), List.of(Field.version(target.version())));
        }
      }
      if (!wanted.isEmpty()) {
        boolean last = wanted.size() == behind;
        drafts.add(
            new Draft(
                Step.Kind.IN_PLACE, ring.value(), target, List.of(), List.of(), wanted, last));
      }
    }
    if (drafts.size() > 1) {
      // Where no ring can go first, as a remote whose primary is in another: all at once.
      SortedMap<String, List<Field>> all = new TreeMap<>();
      drafts.forEach(draft -> all.putAll(draft.wanted()));
      drafts.add(new Draft(Step.Kind.IN_PLACE, "", target, List.of(), List.of(), all, true));
    }
    return drafts;
  }

  static boolean isBehind(Cluster cluster, Revision target) {
    return Versions.of(cluster.istio().version()).compareTo(Versions.of(target.version())) < 0;
  }

  /** Versions of a spec that the rules have passed. */
  static final class Versions {
    private Versions() {}

    static IstioVersion of(String version) {
      return IstioVersion.parse(version).orElseThrow();
    }
  }
}
