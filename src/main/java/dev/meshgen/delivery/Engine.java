package dev.meshgen.delivery;

import dev.meshgen.model.Cluster;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.recipient.RecipientKinds;
import dev.meshgen.rules.Rule;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * A GitOps engine as it delivers one mesh. Everything that differs between engines is here; no
 * other package knows which engine it is.
 */
public interface Engine {

  /**
   * Its name in the spec, and what of it owns objects where the spec knows several: for records of
   * what runs, not for questions.
   */
  String id();

  /** Whether it applies what a cluster receives; exactly one of a mesh does. */
  boolean delivers(Cluster cluster);

  /** The clusters of a plan that it delivers to. */
  default List<ClusterPlan> delivered(MeshPlan plan) {
    return plan.clusters().stream().filter(each -> delivers(each.cluster())).toList();
  }

  /** What people call it. */
  String name();

  /** What a mesh has to obey for its sake. */
  List<Rule> rules();

  /** Its files for the whole mesh. */
  List<FileView> meshFiles(MeshPlan plan, IdentitiesView identities);

  /** Its files for one cluster. */
  List<FileView> clusterFiles(MeshPlan plan, ClusterPlan cluster, RecipientKinds kinds);

  /** Whether it reads sealed files through a ksops generator, and not listed as resources. */
  boolean readsThroughKsops();

  /** Whether one of it opens what every cluster receives, {@code discovery/} included. */
  boolean opensEveryCluster();

  /** Whether a file of this name makes it do something else with a folder, or with the tree. */
  boolean isSteeredBy(String fileName);

  /** Whether it does so in a folder above, from which the folders of the tree are seen, too. */
  default boolean isSteeredFromAboveBy(String fileName) {
    return false;
  }

  /** Annotations with which it applies an object before the others of a layer; most need none. */
  default SortedMap<String, String> appliedFirst() {
    return Collections.emptySortedMap();
  }

  /** What must stay as it is while it delivers to a cluster. */
  List<AnchoredSetting> anchors(Cluster cluster);

  /** What it does when files are gone. */
  Pruning pruning();

  /**
   * A command that shows whether it has applied what a cluster receives, or waits until it has.
   *
   * @param cluster its name, or a variable of the shell; the context of kubectl is called so
   */
  String applied(String cluster);

  /** What people have to know of it, and do for it. */
  EngineReadme readme(MeshPlan plan, IdentitiesView identities);
}
