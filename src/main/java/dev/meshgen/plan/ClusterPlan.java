package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one cluster gets.
 *
 * @param remoteOf set for a remote
 * @param hosting set for a cluster outside of the mesh that hosts its istiod
 * @param trustDomainAlias whether its istiods have to be told that the trust domain of the mesh is
 *     also that of clusters whose mesh configuration they do not find
 * @param exposesIstiod whether remotes reach this primary's istiod through its gateway
 * @param crossNetwork where the configuration of gateways lies that other networks reach
 * @param dataPlane how its workloads join the mesh
 * @param cacerts where an istiod runs
 * @param remote what an istiod elsewhere reads this cluster with, or did; none if nobody may
 * @param bases the folders of remote secrets that this cluster's istiod reads
 * @param networkPolicies none where the mesh asks for none
 * @param releases those that the engine installs, in this order
 * @param sail what the Sail Operator installs instead
 * @param emptied layers that apply nothing any more, so that what they applied before is pruned
 */
public record ClusterPlan(
    Cluster cluster,
    Optional<RemotePlan> remoteOf,
    Optional<HostingPlan> hosting,
    boolean trustDomainAlias,
    boolean exposesIstiod,
    Optional<GatewayPlan> eastWest,
    Optional<CrossNetworkPlan> crossNetwork,
    DataPlanePlan dataPlane,
    List<NetworkPolicyPlan> networkPolicies,
    List<Release> releases,
    Optional<SailPlan> sail,
    Optional<SecretPlan> cacerts,
    Optional<SecretPlan> remote,
    List<String> bases,
    Set<Layer> emptied) {

  public ClusterPlan {
    networkPolicies = List.copyOf(networkPolicies);
    releases = List.copyOf(releases);
    bases = List.copyOf(bases);
    emptied = Collections.unmodifiableSet(new TreeSet<>(emptied));
  }

  public String name() {
    return cluster.name();
  }

  /** Where its files lie. */
  public ClusterLayout layout() {
    return Layout.cluster(cluster.name());
  }

  /** The cluster's folder in the tree, with a trailing slash. */
  public String folder() {
    return layout().folder() + "/";
  }

  /** Whether an istiod elsewhere takes its configuration from here. */
  public boolean isConfigCluster() {
    return remoteOf.isPresent() && remoteOf.get().configCluster();
  }

  private boolean has(Layer layer) {
    return emptied.contains(layer)
        || switch (layer) {
          case CNI -> dataPlane.cni();
          case ZTUNNEL -> dataPlane.ambient().isPresent();
          case EASTWEST -> eastWest.isPresent();
          // Istio reads its CA and its remote secrets where istiod runs.
          case TRUST -> remoteOf.isEmpty();
          // What namespaces select is known where their workloads are.
          case CONFIG ->
              remoteOf.isEmpty()
                  || isConfigCluster()
                  || !cluster.istio().revisions().tags().isEmpty();
          case DISCOVERY -> !bases.isEmpty();
          // The definitions come with the Istio that the gateway there is part of.
          case BASE -> hosting.isEmpty() && sail.isEmpty();
          case ACCESS -> remote.isPresent() || !networkPolicies.isEmpty();
          case ISTIOD_GATEWAY -> hosting.isPresent();
          default -> true;
        };
  }

  /** Whether a release belongs to the control plane that serves whatever asks for no other. */
  public boolean isDefault(Release release) {
    return release.control().equals(cluster.istio().defaultControlPlane());
  }

  /** Whether istiod turns the failure policy of a webhook of the release from Ignore to Fail. */
  public boolean switchesToFail(Release release) {
    return remoteOf.isEmpty()
        && hosting.isEmpty()
        && (release.layer() == Layer.BASE || release.layer() == Layer.ISTIOD)
        && !release.failClosedWebhook();
  }

  /** The layers this cluster has, in order. */
  public List<Layer> layers() {
    List<Layer> layers = new ArrayList<>(Arrays.stream(Layer.values()).filter(this::has).toList());
    // There the reader's account comes with istiod.
    if (sail.isPresent() && layers.remove(Layer.ACCESS)) {
      layers.add(layers.indexOf(Layer.ISTIOD) + 1, Layer.ACCESS);
    }
    return List.copyOf(layers);
  }

  private boolean readsOneBase(Layer layer) {
    return layer == Layer.DISCOVERY && bases.size() == 1;
  }

  /** What an engine applies, in order: of each layer its folder or its releases. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Layer layer : layers()) {
      List<Release> installed =
          releases.stream().filter(release -> release.layer() == layer).toList();
      for (Release release : installed) {
        String id = layer == Layer.ISTIOD ? release.key() : layer.id();
        steps.add(new Step(id, layer, layout().values(), Optional.of(release)));
      }
      if (installed.isEmpty()) {
        String folder = readsOneBase(layer) ? bases.get(0) : layout().layer(layer.id());
        steps.add(new Step(layer.id(), layer, folder, Optional.empty()));
      }
    }
    return steps;
  }
}
