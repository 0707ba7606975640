package dev.meshgen.review;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Revision;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes in which what injects workloads, and what their proxies connect to, is removed in the
 * commit that adds its replacement. No engine orders the one after the other: for a while nothing
 * matches, and Pods start without a proxy and without an error.
 */
final class InjectorGaps {
  private InjectorGaps() {}

  /** {@link Code#INJECTOR_GAP}, one for each cluster that is relied on. */
  static List<Diagnostic> find(List<ClusterChange> clusters) {
    List<Diagnostic> found = new ArrayList<>();
    for (ClusterChange change : clusters) {
      if (Topology.isRelied(change.cluster())) {
        gap(change).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Diagnostic> gap(ClusterChange change) {
    if (!change.keepsInstaller()) {
      return Optional.of(installer(change.cluster()));
    }
    Set<String> before = change.before().istio().controlPlanes().keySet();
    Set<String> staying = new TreeSet<>(before);
    staying.retainAll(change.after().istio().controlPlanes().keySet());
    if (staying.isEmpty()) {
      return Optional.of(replaced(change));
    }
    boolean served = before.contains(Revision.DEFAULT) || target(change).isPresent();
    return served && !staying.contains(Revision.DEFAULT) && !isTagged(change, staying)
        ? Optional.of(untagged(change))
        : Optional.empty();
  }

  /** Whether the tag was there before, and leads to what stays until it leads elsewhere. */
  private static boolean isTagged(ClusterChange change, Set<String> staying) {
    return target(change).filter(staying::contains).isPresent()
        && change.cluster().istio().revisions().tags().containsKey(Revision.DEFAULT);
  }

  /** What the tag {@code default} led to before, where what serves it may go. */
  private static Optional<String> target(ClusterChange change) {
    return change.losesControlPlane() || change.getsDefault()
        ? Optional.ofNullable(change.before().istio().tags().get(Revision.DEFAULT))
        : Optional.empty();
  }

  private static Diagnostic installer(Cluster cluster) {
    return found(
        cluster,
        "install",
        "the installer of Istio in \""
            + cluster.name()
            + "\" changes while its workloads rely on it: the control plane is removed by one and"
            + " installed again by the other",
        "`state: draining`, then `state: detached`, then this change, then `state: joining`, each"
            + " applied before the next");
  }

  private static Diagnostic replaced(ClusterChange change) {
    Cluster cluster = change.cluster();
    return found(
        cluster,
        "revision",
        "the control plane of \""
            + cluster.name()
            + "\" is removed and replaced in one step: for a while nothing injects, and proxies"
            + " keep using the removed one",
        plan(change));
  }

  private static Diagnostic untagged(ClusterChange change) {
    Cluster cluster = change.cluster();
    return found(
        cluster,
        "revision",
        "the control plane of \""
            + cluster.name()
            + "\" that serves `istio-injection: enabled` is removed in the step in which the tag"
            + " `default` is added or moves: for a while nothing injects",
        plan(change));
  }

  private static String plan(ClusterChange change) {
    return "`meshgen upgrade plan --to "
        + change.cluster().istio().version()
        + revisions(change)
        + "` on the previous spec prints the steps; if nothing runs yet, set `state: joining`";
  }

  /**
   * A plan names the revisions of another version itself, and uses none where the spec has none.
   */
  private static String revisions(ClusterChange change) {
    Map<String, String> before = change.before().istio().controlPlanes();
    Optional<String> main = change.cluster().istio().revisions().main();
    boolean upgrades =
        main.isPresent()
            && !before.containsKey(Revision.DEFAULT)
            && !before.containsValue(change.cluster().istio().version());
    return upgrades ? "" : " --revisions=" + main.orElse(Revision.DEFAULT);
  }

  private static Diagnostic found(Cluster cluster, String field, String problem, String hint) {
    return Diagnostic.of(Code.INJECTOR_GAP, cluster.origins().at("istio", field), problem)
        .expecting(
            "the new one beside the old one, then the workloads moved, then the old one removed")
        .hinting(hint);
  }
}
