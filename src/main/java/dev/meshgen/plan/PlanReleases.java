package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioDefaults;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which Helm releases a cluster has, in which versions, and what its versions require. */
final class PlanReleases {
  private final IstioCatalog catalog;
  private final ControlPlanes controlPlanes;
  private final String namespace;
  private final boolean revised;

  PlanReleases(IstioCatalog catalog, Topology topology) {
    Mesh mesh = topology.mesh();
    this.catalog = catalog;
    this.controlPlanes = topology.controlPlanes();
    this.namespace = mesh.istioNamespace();
    this.revised =
        !mesh.trustDomain().equals(IstioDefaults.TRUST_DOMAIN)
            && mesh.clusters().stream().anyMatch(each -> each.istio().revisions().isUsed());
  }

  /** Of Istio. */
  String namespace() {
    return namespace;
  }

  /** In the order in which they are installed. */
  List<Release> of(Cluster cluster, Optional<GatewayPlan> eastWest, DataPlanePlan dataPlane) {
    Revision standing = cluster.istio().defaultControlPlane();
    String nodes = dataPlane.nodeNamespace();
    List<Release> releases = new ArrayList<>(controlPlane(cluster));
    if (dataPlane.cni()) {
      releases.add(release(cluster, Release.Kind.CNI, standing, nodes));
    }
    if (dataPlane.ambient().isPresent()) {
      releases.add(release(cluster, Release.Kind.ZTUNNEL, standing, nodes));
    }
    if (eastWest.isPresent() && !eastWest.get().isObject()) {
      releases.add(
          release(cluster, Release.Kind.EASTWEST, standing, eastWest.get().namespace())
              .named(eastWest.get().name()));
    }
    return releases;
  }

  private List<Release> controlPlane(Cluster cluster) {
    List<Release> releases = new ArrayList<>();
    boolean config = controlPlanes.isConfigCluster(cluster);
    if (Topology.hasWorkloads(cluster)) {
      Release.Kind kind = config ? Release.Kind.CONFIG_BASE : Release.Kind.BASE;
      releases.add(release(cluster, kind, newest(cluster), namespace));
    }
    for (Revision control : cluster.istio().controlPlanes()) {
      releases.add(release(cluster, istiod(cluster, config), control, namespace));
    }
    if (ControlPlanes.isExternal(cluster)) {
      Revision standing = cluster.istio().defaultControlPlane();
      releases.add(release(cluster, Release.Kind.ISTIOD_GATEWAY, standing, namespace));
    }
    return releases;
  }

  /** What the release of an istiod is in a cluster, or of the way to one elsewhere. */
  private static Release.Kind istiod(Cluster cluster, boolean config) {
    if (ControlPlanes.isRemote(cluster)) {
      return config ? Release.Kind.CONFIG : Release.Kind.REMOTE;
    }
    return ControlPlanes.isPrimary(cluster) ? Release.Kind.ISTIOD : Release.Kind.EXTERNAL;
  }

  /**
   * The control plane whose chart provides the CRDs of Istio: those of the newest serve all, those
   * of an older one would remove fields.
   */
  private static Revision newest(Cluster cluster) {
    List<Revision> all = cluster.istio().controlPlanes();
    Revision last = all.get(all.size() - 1);
    return version(last).compareTo(version(all.get(0))) > 0 ? last : all.get(0);
  }

  private Release release(Cluster cluster, Release.Kind kind, Revision control, String namespace) {
    Optional<YamlMap> overrides =
        Optional.ofNullable(cluster.istio().values().get(kind.key()))
            .filter(map -> !map.entries().isEmpty());
    // Without an istiod nothing validates, and nothing would change Ignore to Fail.
    boolean failsClosed =
        ControlPlanes.isPrimary(cluster)
            && cluster.istio().install() != Install.SAIL
            && (kind.layer() == Layer.BASE || kind.layer() == Layer.ISTIOD)
            && setFailurePolicy(control);
    return new Release(
        kind,
        kind.usualName(),
        control,
        namespace,
        failsClosed,
        catalog.find(version(control)).orElseThrow().liveRoots(),
        overrides);
  }

  /** Whether an istiod of this cluster reads the mesh configuration of other clusters. */
  boolean readMeshConfig(Cluster cluster) {
    return cluster.istio().controlPlanes().stream()
        .anyMatch(control -> has("remoteMeshConfig", control));
  }

  /**
   * An istiod looks up another cluster's trust domain in the mesh configuration of its own revision
   * there. While rings upgrade, some clusters have none of that revision; istiod would then expect
   * the wrong identities of all their workloads.
   */
  boolean trustDomainAlias(Cluster cluster) {
    return revised && readMeshConfig(cluster);
  }

  /** Whether the charts have a value for how the validation webhook fails. */
  boolean setFailurePolicy(Revision control) {
    return has("validationFailurePolicy", control);
  }

  private boolean has(String feature, Revision control) {
    IstioVersion version = version(control);
    return catalog.find(version).orElseThrow().has(feature, version.patch());
  }

  private static IstioVersion version(Revision control) {
    return IstioVersion.parse(control.version()).orElseThrow();
  }
}
