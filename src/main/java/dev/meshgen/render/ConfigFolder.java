package dev.meshgen.render;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.CrossNetworkPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import java.util.List;

/** The Istio objects that a cluster's istiod reads. */
final class ConfigFolder {
  private static final String TEMPLATES = "cluster/config/";

  private final MeshPlan plan;
  private final ClusterPlan cluster;
  private final String namespace;

  ConfigFolder(MeshPlan plan, ClusterPlan cluster) {
    this.plan = plan;
    this.cluster = cluster;
    this.namespace = plan.mesh().istioNamespace();
  }

  /** A template's view: istiod, as remotes reach it. */
  record ExposeIstiodView(String namespace, String istiod) {}

  /** A template's view: mesh-wide mutual TLS. */
  record PeerAuthenticationView(String namespace, String mtls) {}

  /** A template's view: the cross-network Gateway. */
  record CrossNetworkView(String namespace, int port, List<String> hosts) {}

  Folder folder() {
    Folder folder = ClusterFiles.at(cluster, Layer.CONFIG);
    cluster.crossNetwork().ifPresent(listener -> addCrossNetwork(folder, listener));
    boolean routed = cluster.eastWest().flatMap(GatewayPlan::listeners).isPresent();
    if (cluster.exposesIstiod() && !routed) {
      String istiod = "istiod." + namespace + ".svc." + plan.mesh().clusterDomain();
      folder.add("istiod-gateway.yaml", TEMPLATES, new ExposeIstiodView(namespace, istiod));
    }
    return folder.add(
        "peer-authentication.yaml",
        TEMPLATES,
        new PeerAuthenticationView(namespace, plan.mesh().mtls().name()));
  }

  private void addCrossNetwork(Folder folder, CrossNetworkPlan listener) {
    folder.add(
        "cross-network-gateway.yaml",
        TEMPLATES,
        new CrossNetworkView(namespace, listener.port(), listener.hosts()));
  }
}
