package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.NamespaceLabels;
import dev.meshgen.platform.NodeAgents;
import java.util.SortedMap;
import java.util.TreeMap;

/** What Istio's namespace is in the clusters of a mesh. */
public final class IstioNamespace {
  private IstioNamespace() {}

  /** Its labels in a cluster: what the spec adds to those that the mesh needs. */
  public static SortedMap<String, String> labels(Cluster cluster, Mesh mesh) {
    SortedMap<String, String> labels = new TreeMap<>(cluster.istio().namespaceMetadata().labels());
    // A cluster that only hosts an istiod is in no network.
    if (Topology.hasWorkloads(cluster)) {
      labels.put(NamespaceLabels.NETWORK, cluster.network());
    }
    if (hasNodeAgents(cluster, mesh)) {
      labels.put(NamespaceLabels.POD_SECURITY, NamespaceLabels.PRIVILEGED);
    }
    return labels;
  }

  /** Whether node agents run in it, whose Pods then have to be admitted as privileged. */
  public static boolean hasNodeAgents(Cluster cluster, Mesh mesh) {
    boolean has = DataPlanes.runsCni(cluster) || cluster.isAmbient();
    return has
        && Topology.hasWorkloads(cluster)
        && NodeAgents.namespace(cluster, mesh).equals(mesh.istioNamespace());
  }
}
