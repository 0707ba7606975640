package dev.meshgen.delivery;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.List;

/** A GitOps engine: what it has to be told about the tree. */
public interface Engine {

  /** Files of the whole mesh. */
  List<FileView> meshFiles(MeshPlan plan);

  /** Files of one cluster. */
  List<FileView> clusterFiles(MeshPlan plan, ClusterPlan cluster);

  /** Whether sealed files are read through a ksops generator, and not listed as resources. */
  boolean readsThroughKsops();
}
