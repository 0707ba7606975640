package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.TokenIssuer;
import dev.meshgen.platform.Platforms;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What one cluster gets.
 *
 * @param dataPlane how its workloads join the mesh
 * @param emptied layers that no longer apply anything, so that what they applied before is pruned
 */
public record ClusterPlan(
    Cluster cluster,
    ControlPlanePlan controlPlane,
    DataPlanePlan dataPlane,
    GatewaysPlan gateways,
    DiscoveryPlan discovery,
    InstallationPlan installation,
    Set<Layer> emptied) {

  public ClusterPlan {
    emptied = Collections.unmodifiableSet(new TreeSet<>(emptied));
  }

  public String name() {
    return cluster.name();
  }

  public Optional<RemotePlan> remoteOf() {
    return controlPlane.remoteOf();
  }

  public Optional<HostingPlan> hosting() {
    return controlPlane.hosting();
  }

  /** Where its certificates come from. */
  public TrustPlan trust() {
    return controlPlane.trust();
  }

  public Optional<SecretPlan> cacerts() {
    return trust().cacerts();
  }

  public Optional<GatewayPlan> eastWest() {
    return gateways.eastWest();
  }

  /** What others read it with; of several, which hold the same, the first. */
  public Optional<SecretPlan> remote() {
    return remotes().stream().findFirst();
  }

  /** What others read it with: one for all, or one for each. */
  public List<SecretPlan> remotes() {
    return discovery.remotes();
  }

  /** Whose token others read it with. */
  public Optional<ReaderAccount> account() {
    return discovery.accounts().stream().findFirst();
  }

  /** What it lets them do, where the tree says so and not a chart. */
  public Optional<ReaderRights> rights() {
    return discovery.rights();
  }

  /** Whether its charts leave out the reader that they bring. */
  public boolean leavesOutReader() {
    return rights().filter(ReaderRights::insteadOfChart).isPresent();
  }

  /** How that token gets to the others by itself. */
  public Optional<HandoverPlan> handover() {
    return discovery.handover();
  }

  /** The files by which the others fetch what they read it with, if they do. */
  public List<String> fetched() {
    return handover().map(HandoverPlan::files).orElse(List.of());
  }

  /** The Vault that issues its tokens to the others, if one does. */
  public Optional<TokenIssuer> issuer() {
    return discovery.issued().issuer();
  }

  /** The short-lived tokens that it asks Vault for, of the clusters that it reads. */
  public Optional<TokensPlan> tokens() {
    return discovery.issued().asked();
  }

  /**
   * Whether the others have what they read it with, or get it without anybody's help.
   *
   * @param sealed whether the sealed file at a path is in the tree
   */
  public boolean isFiled(Predicate<String> sealed) {
    return remotes().isEmpty()
        ? account().isPresent()
        : remotes().stream().map(SecretPlan::path).anyMatch(sealed);
  }

  /** Whether others may read it, once its credential is there. */
  public boolean isListed() {
    return discovery.listed();
  }

  public List<String> bases() {
    return discovery.bases();
  }

  /** The folders that its engine builds to apply what lies in its bases. */
  public List<String> builtBases() {
    return discovery.listedApart() ? bases().stream().map(Layout::listed).toList() : bases();
  }

  public List<Release> releases() {
    return installation.releases();
  }

  public Optional<SailPlan> sail() {
    return installation.sail();
  }

  /** Namespaces other than Istio's that an engine writes into, sorted. */
  public SortedSet<String> foreignNamespaces() {
    SortedSet<String> foreign = new TreeSet<>(dataPlane.foreignNamespaces());
    gatewayNamespace().ifPresent(foreign::add);
    return foreign;
  }

  /** The namespace of its east-west gateway, if that is not Istio's. */
  public Optional<String> gatewayNamespace() {
    return gateways.eastWestNamespace();
  }

  /** The labels of Istio's namespace. */
  public SortedMap<String, String> namespaceLabels() {
    return dataPlane.namespaceLabels();
  }

  /** Where its files lie. */
  public ClusterLayout layout() {
    return Layout.cluster(cluster.name());
  }

  /** Whether anything of it gets an autoscaler, which reads metrics. */
  public boolean hasAutoscalers() {
    return cluster.istio().scaling().automatic()
        && (runsIstiod() || eastWest().isPresent() || hosting().isPresent());
  }

  public boolean runsIstiod() {
    return ControlPlanes.runsIstiod(cluster);
  }

  /** Whether an istiod elsewhere takes its configuration from here. */
  public boolean isConfigCluster() {
    return remoteOf().isPresent() && remoteOf().get().configCluster();
  }

  private boolean has(Layer layer) {
    return emptied.contains(layer)
        || switch (layer) {
          case CNI -> dataPlane.cni();
          case ZTUNNEL -> dataPlane.ambient().isPresent();
          case EASTWEST -> eastWest().isPresent();
          // Istio reads its CA and its remote secrets where istiod runs.
          case TRUST -> trust().hasObjects();
          // Tags and revisions are selected by namespaces, so they are needed where the workloads
          // are.
          case CONFIG ->
              runsIstiod() || isConfigCluster() || !cluster.istio().revisions().tags().isEmpty();
          case DISCOVERY -> !bases().isEmpty();
          // The definitions come with the Istio that the gateway there is part of.
          case BASE -> hosting().isEmpty() && sail().isEmpty();
          case ACCESS -> account().isPresent() || !gateways.networkPolicies().isEmpty();
          case PUSH -> handover().isPresent();
          case TOKENS -> tokens().isPresent();
          case ISTIOD_GATEWAY -> hosting().isPresent();
          default -> true;
        };
  }

  /** Whether a release belongs to the control plane that serves what selects no other. */
  public boolean isDefault(Release release) {
    return release.control().equals(cluster.istio().defaultControlPlane());
  }

  /** The annotations of webhooks of the tree. */
  public SortedMap<String, String> webhookAnnotations() {
    return Platforms.of(cluster).webhookAnnotations();
  }

  /** Those of the webhooks of an istiod; the Sail Operator's resources have no field for them. */
  public SortedMap<String, String> injectorAnnotations() {
    return sail().isPresent() ? Collections.emptySortedMap() : webhookAnnotations();
  }

  /** What others change in the validating webhooks that a release brings. */
  public WebhookDrift drift(Release release) {
    boolean validates =
        hosting().isEmpty()
            && (ControlPlanes.isPrimary(cluster) || isConfigCluster())
            && (release.layer() == Layer.BASE || release.layer() == Layer.ISTIOD);
    return new WebhookDrift(
        validates && ControlPlanes.isPrimary(cluster) && !release.failClosedWebhook(),
        validates && !webhookAnnotations().isEmpty());
  }

  /** The layers this cluster has, in order. */
  public List<Layer> layers() {
    List<Layer> layers = new ArrayList<>(Arrays.stream(Layer.values()).filter(this::has).toList());
    // There the reader's account comes with istiod.
    if (sail().isPresent() && layers.remove(Layer.ACCESS)) {
      layers.add(layers.indexOf(Layer.ISTIOD) + 1, Layer.ACCESS);
    }
    return List.copyOf(layers);
  }

  private boolean readsOneBase(Layer layer) {
    return layer == Layer.DISCOVERY && bases().size() == 1;
  }

  /** What an engine applies, in order: of each layer its folder or its releases. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Layer layer : layers()) {
      List<Release> installed =
          releases().stream().filter(release -> release.layer() == layer).toList();
      for (Release release : installed) {
        String id = layer == Layer.ISTIOD ? release.key() : layer.id();
        steps.add(new Step(id, layer, layout().values(), Optional.of(release)));
      }
      if (installed.isEmpty()) {
        String folder = readsOneBase(layer) ? builtBases().get(0) : layout().layer(layer.id());
        steps.add(new Step(layer.id(), layer, folder, Optional.empty()));
      }
    }
    return steps;
  }
}
