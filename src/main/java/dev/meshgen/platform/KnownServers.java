package dev.meshgen.platform;

import java.util.List;
import java.util.Optional;

/** Managed Kubernetes, recognised by what it calls its API servers and clusters. */
public final class KnownServers {
  /**
   * A platform's names.
   *
   * @param hosts what the hosts of its API servers end with
   * @param clusters what its tools start the names of clusters in a kubeconfig with
   */
  private record Names(String platform, List<String> hosts, List<String> clusters) {}

  private static final List<Names> PLATFORMS =
      List.of(
          // docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
          new Names(
              "eks",
              List.of(".eks.amazonaws.com", ".eks.amazonaws.com.cn", ".api.aws"),
              List.of("arn:aws:eks:", "arn:aws-cn:eks:", "arn:aws-us-gov:eks:")),
          // learn.microsoft.com/azure/aks/outbound-rules-control-egress
          new Names("aks", List.of(".azmk8s.io", ".azmk8s.us", ".azk8s.cn"), List.of()),
          // cloud.google.com/kubernetes-engine/docs/how-to/latest/network-isolation
          new Names("gke", List.of(PublicServers.GKE), List.of("gke_")),
          new Names("openshift", List.of(".openshiftapps.com", ".aroapp.io"), List.of()));

  /** Whose kubeconfigs have addresses that no other machine reaches, after a semicolon. */
  public static final String LOCAL =
      "kind, minikube and k3d write such addresses into their kubeconfigs";

  private KnownServers() {}

  /** The platform of a cluster in a kubeconfig, if its names tell. */
  public static Optional<String> platform(String cluster, String host) {
    return PLATFORMS.stream()
        .filter(
            names ->
                names.hosts().stream().anyMatch(host::endsWith)
                    || names.clusters().stream().anyMatch(cluster::startsWith))
        .map(Names::platform)
        .findFirst();
  }
}
