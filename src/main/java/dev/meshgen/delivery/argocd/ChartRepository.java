package dev.meshgen.delivery.argocd;

import dev.meshgen.model.Cluster;

/** Where Argo CD finds the charts of a cluster. */
final class ChartRepository {
  private ChartRepository() {}

  static boolean isOci(Cluster cluster) {
    return cluster.istio().charts().areOci();
  }

  /** Argo CD takes an address without a scheme for an OCI registry that holds Helm charts. */
  static String of(Cluster cluster) {
    return cluster.istio().charts().withoutOci();
  }
}
