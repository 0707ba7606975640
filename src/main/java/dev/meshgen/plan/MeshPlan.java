package dev.meshgen.plan;

import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.List;

/** Everything that is decided before anything is issued or rendered. */
public record MeshPlan(
    Mesh mesh, List<NetworkPlan> networks, List<ClusterPlan> clusters, SecretPlan root) {

  public MeshPlan {
    networks = List.copyOf(networks);
    clusters = List.copyOf(clusters);
  }

  /** Whether some other cluster's istiod shall read this one. */
  public boolean isDiscovered(ClusterPlan cluster) {
    return cluster.cluster().state().isSeen()
        && clusters.stream()
            .anyMatch(
                other ->
                    other.remoteOf().isEmpty()
                        && other.cluster().state().isConnected()
                        && !other.name().equals(cluster.name()));
  }

  /** Every sealed file, the root first. */
  public List<SecretPlan> secrets() {
    List<SecretPlan> secrets = new ArrayList<>();
    secrets.add(root);
    for (ClusterPlan cluster : clusters) {
      cluster.cacerts().ifPresent(secrets::add);
      cluster.remote().ifPresent(secrets::add);
    }
    return secrets;
  }
}
