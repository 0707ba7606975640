package dev.meshgen.model;

import dev.meshgen.yaml.YamlMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One cluster, all layers of the spec merged.
 *
 * @param name also Istio's cluster ID, the key of the remote secret, and the folder
 * @param state where it stands between joining the mesh and leaving it
 * @param network clusters of one network reach each other's pods directly
 * @param recipients of this cluster's {@code cacerts}, as written
 * @param values raw Helm values, by release
 * @param origins where each field was written
 */
public record Cluster(
    String name,
    SortedMap<String, String> labels,
    ClusterState state,
    Platform platform,
    String network,
    Optional<String> region,
    ControlPlane controlPlane,
    IstioSettings istio,
    Kubernetes kubernetes,
    List<Located<String>> podCidrs,
    List<Located<String>> serviceCidrs,
    EastWest eastWest,
    List<Located<String>> recipients,
    Map<String, YamlMap> values,
    Origins origins) {

  public Cluster {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    podCidrs = List.copyOf(podCidrs);
    serviceCidrs = List.copyOf(serviceCidrs);
    recipients = List.copyOf(recipients);
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** The ranges of its Services, which only the cluster itself can route to. */
  public List<String> serviceRanges() {
    return serviceCidrs.stream().map(Located::value).toList();
  }

  /** Whether its workloads join the mesh through ztunnel. */
  public boolean isAmbient() {
    return istio.dataPlane() == DataPlane.AMBIENT;
  }

  /**
   * Whether nothing but a CNI plugin of ours can redirect the traffic of its Pods. Beside the Sail
   * Operator that is one of its own.
   */
  public boolean needsCni() {
    return isAmbient() || platform == Platform.OPENSHIFT;
  }

  /** Whether it runs Istio's CNI plugin: as the spec says, else where it is needed. */
  public boolean runsCni() {
    return istio.cni().orElse(needsCni());
  }
}
