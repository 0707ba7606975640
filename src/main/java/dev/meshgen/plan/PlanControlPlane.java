package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane.Hosting;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides where istiod runs, whom it serves, and what each cluster installs for that. */
final class PlanControlPlane {
  private final Mesh mesh;
  private final Map<String, Cluster> byName = new TreeMap<>();
  private final Set<String> followed;

  PlanControlPlane(Mesh mesh) {
    this.mesh = mesh;
    this.followed = mesh.remotes().keySet();
    mesh.clusters().forEach(cluster -> byName.put(cluster.name(), cluster));
  }

  /** Whether remotes reach this primary's istiod through its east-west gateway. */
  boolean exposesIstiod(Cluster cluster) {
    return !cluster.controlPlane().isExternal() && followed.contains(cluster.name());
  }

  /** What somebody has to add for this cluster to be read; nobody reads an external one. */
  Optional<SecretPlan.Kind> credential(Cluster cluster) {
    if (cluster.controlPlane().isExternal()) {
      return Optional.empty();
    }
    return Optional.of(
        mesh.isConfigCluster(cluster.name()) ? SecretPlan.Kind.KUBECONFIG : SecretPlan.Kind.REMOTE);
  }

  Optional<RemotePlan> remote(Cluster cluster, boolean setsFailurePolicy, boolean readsMeshConfig) {
    if (!cluster.controlPlane().isRemote()) {
      return Optional.empty();
    }
    List<String> primaries =
        cluster.controlPlane().primaries().stream().map(Located::value).toList();
    Cluster first = byName.get(primaries.get(0));
    String path = "/inject/cluster/" + cluster.name() + "/net/" + cluster.network();
    if (!first.controlPlane().isExternal()) {
      Optional<String> address = Optional.of(first.eastWest().address().orElseThrow());
      return Optional.of(
          new RemotePlan(
              primaries,
              primaries,
              address,
              Optional.empty(),
              path,
              false,
              false,
              readsMeshConfig));
    }
    Hosting hosting = first.controlPlane().hosting();
    String config = hosting.configCluster().orElseThrow();
    boolean isConfig = config.equals(cluster.name());
    return Optional.of(
        new RemotePlan(
            primaries,
            isConfig ? List.of() : List.of(config),
            Optional.empty(),
            hosting.host(),
            path,
            isConfig,
            isConfig && setsFailurePolicy,
            readsMeshConfig));
  }

  Optional<HostingPlan> hosting(Cluster cluster) {
    if (!cluster.controlPlane().isExternal()) {
      return Optional.empty();
    }
    Hosting hosting = cluster.controlPlane().hosting();
    String config = hosting.configCluster().orElseThrow();
    return Optional.of(
        new HostingPlan(
            config,
            byName.get(config).network(),
            hosting.host().orElseThrow(),
            hosting.credentialName().orElseThrow(),
            PlanMesh.gateway(cluster, false, false)));
  }

  List<Release> releases(Cluster cluster, boolean eastWest) {
    List<Release> releases = new ArrayList<>();
    switch (cluster.controlPlane().role()) {
      case PRIMARY -> add(releases, cluster, Release.Kind.BASE, Release.Kind.ISTIOD);
      case REMOTE -> {
        if (mesh.isConfigCluster(cluster.name())) {
          add(releases, cluster, Release.Kind.CONFIG_BASE, Release.Kind.CONFIG);
        } else {
          add(releases, cluster, Release.Kind.BASE, Release.Kind.REMOTE);
        }
      }
      case EXTERNAL -> {
        releases.add(release(cluster, Release.Kind.EXTERNAL, "istiod"));
        releases.add(release(cluster, Release.Kind.ISTIOD_GATEWAY, HostingPlan.GATEWAY));
      }
    }
    if (eastWest) {
      releases.add(release(cluster, Release.Kind.EASTWEST, GatewayPlan.NAME));
    }
    return releases;
  }

  private static void add(
      List<Release> releases, Cluster cluster, Release.Kind base, Release.Kind istiod) {
    releases.add(release(cluster, base, "istio-base"));
    releases.add(release(cluster, istiod, "istiod"));
  }

  private static Release release(Cluster cluster, Release.Kind kind, String name) {
    Optional<YamlMap> overrides =
        Optional.ofNullable(cluster.values().get(kind.key()))
            .filter(map -> !map.entries().isEmpty());
    return new Release(kind, name, cluster.istio().version(), overrides);
  }
}
