package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.model.Revision;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Decides what the reader of a cluster may do. All of it is what istiod's sources do with a remote
 * cluster: {@code pkg/kube/multicluster/cluster.go}, and what registers with {@code
 * BuildMultiClusterComponent}.
 */
final class PlanRights {
  /** Reads the mesh configuration of the clusters that it reads. */
  private static final String READS_MESH_CONFIG = "remoteMeshConfig";

  /** Has charts that can leave out their reader. */
  private static final String CHART_WITHOUT_READER = "enableReaderRBAC";

  private final Topology topology;
  private final IstioCatalog catalog;

  PlanRights(Topology topology, IstioCatalog catalog) {
    this.topology = topology;
    this.catalog = catalog;
  }

  /** Empty where the chart says what it may do. */
  Optional<ReaderRights> plan(Cluster cluster) {
    if (cluster.kubernetes().reader().rights() != ReaderToken.Rights.MINIMAL
        || topology.controlPlanes().isConfigCluster(cluster)) {
      return Optional.empty();
    }
    TreeSet<String> configs = new TreeSet<>();
    for (Cluster reader : topology.mesh().clusters()) {
      if (!reader.name().equals(cluster.name())
          && topology.discovery().discovered(reader).contains(cluster)) {
        reader.istio().controlPlanes().stream()
            .filter(control -> has(READS_MESH_CONFIG, control))
            .map(control -> control.of("istio"))
            .forEach(configs::add);
      }
    }
    return Optional.of(
        new ReaderRights(
            !ControlPlanes.runsIstiod(cluster),
            List.copyOf(configs),
            cluster.istio().controlPlanes().stream()
                .allMatch(control -> has(CHART_WITHOUT_READER, control))));
  }

  private boolean has(String feature, Revision control) {
    return IstioVersion.parse(control.version())
        .flatMap(version -> catalog.find(version).map(minor -> minor.has(feature, version.patch())))
        .orElse(false);
  }
}
