package dev.meshgen.delivery.argocd;

import dev.meshgen.model.Cluster;

/** Where Argo CD finds the charts of a cluster. */
final class ChartRepository {
  private static final String OCI = "oci://";

  private ChartRepository() {}

  static boolean isOci(Cluster cluster) {
    return cluster.istio().charts().location().startsWith(OCI);
  }

  /** Argo CD takes an address without a scheme for an OCI registry that holds Helm charts. */
  static String of(Cluster cluster) {
    String charts = cluster.istio().charts().location();
    return isOci(cluster) ? charts.substring(OCI.length()) : charts;
  }
}
