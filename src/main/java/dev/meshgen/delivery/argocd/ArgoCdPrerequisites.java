package dev.meshgen.delivery.argocd;

import dev.meshgen.delivery.FileView;
import dev.meshgen.delivery.IdentitiesView;
import dev.meshgen.istio.SailResource;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.StoreReader;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.HostingPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.platform.Platforms;
import dev.meshgen.recipient.IdentityWords;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What Argo CD itself needs before it can apply a tree: patches of what is there, for people. */
final class ArgoCdPrerequisites {
  /** Beside what the root Application reads, so that no engine applies it. */
  static final String FOLDER = Layout.in(Layout.engine(ArgoCdSettings.KEY), "prerequisites");

  private static final String SAIL_HEALTH = "resource.customizations.health.sailoperator.io_";

  private static final String KSOPS = "viaductoss/ksops:v4.5.1";

  private final ArgoCdSettings settings;

  ArgoCdPrerequisites(ArgoCdSettings settings) {
    this.settings = settings;
  }

  /**
   * A template's view: what is added to {@code argocd-cm}.
   *
   * @param ksops whether sealed files are read through it
   * @param operated its keys for kinds of the Sail Operator, whose health Argo CD does not know
   * @param vaultStatic whether the Vault Secrets Operator makes Secrets, whose health not every
   *     version knows
   */
  record ConfigView(String namespace, boolean ksops, List<String> operated, boolean vaultStatic) {}

  /**
   * A template's view: the health of autoscalers.
   *
   * @param gateways labels by which autoscalers of gateways are known, {@code name: value}: a
   *     string that is quoted in any case, as Lua needs it
   */
  record AutoscalingView(String namespace, List<String> gateways) {}

  /** A template's view: what is added to the repo-server. */
  record RepoServerView(
      String namespace, String image, boolean held, List<IdentityFile> identities) {}

  /** What tells sops where the identity is that a Secret holds. */
  record IdentityFile(String variable, String path) {
    private static IdentityFile of(IdentityWords words) {
      return new IdentityFile(words.variable(), "/sops-age/clusters." + words.extension());
    }
  }

  List<FileView> files(MeshPlan plan, IdentitiesView identities) {
    String namespace = settings.namespace();
    List<FileView> files = new ArrayList<>();
    files.add(
        file(
            "argocd-cm",
            new ConfigView(namespace, identities.opens(), operated(plan), readsStatic(plan))));
    List<ClusterPlan> clusters =
        plan.clusters().stream().filter(ArgoCdPrerequisites::needsMetrics).toList();
    if (!clusters.isEmpty()) {
      files.add(file("argocd-cm-autoscaling", new AutoscalingView(namespace, gateways(clusters))));
    }
    if (identities.opens()) {
      files.add(file("repo-server", repoServer(identities)));
    }
    return files;
  }

  /** Whether autoscalers come to one of its clusters, and its platform promises no metrics. */
  static boolean needsMetrics(ClusterPlan planned) {
    Cluster cluster = planned.cluster();
    return cluster.delivery().engine().equals(ArgoCdSettings.KEY)
        && planned.hasAutoscalers()
        && !Platforms.of(cluster).bringsMetrics();
  }

  private static boolean readsStatic(MeshPlan plan) {
    return plan.mesh()
        .store()
        .filter(store -> store.reader().kind() == StoreReader.Kind.VAULT_SECRETS_OPERATOR)
        .isPresent();
  }

  private RepoServerView repoServer(IdentitiesView identities) {
    List<IdentityFile> files =
        identities.files().stream()
            .filter(words -> !words.variable().isEmpty())
            .map(IdentityFile::of)
            .toList();
    return new RepoServerView(settings.namespace(), KSOPS, identities.first().isPresent(), files);
  }

  private static FileView file(String name, Object view) {
    return new FileView(Layout.in(FOLDER, name + ".yaml"), "argocd/" + name + ".yaml", view);
  }

  /** Only a chart makes an autoscaler of a gateway, with the labels of its Pods. */
  private static List<String> gateways(List<ClusterPlan> clusters) {
    return clusters.stream()
        .flatMap(
            cluster ->
                Stream.concat(
                    cluster.eastWest().stream(),
                    cluster.hosting().map(HostingPlan::gateway).stream()))
        .filter(gateway -> !gateway.isObject())
        .map(GatewayPlan::placement)
        .map(placement -> placement.selector().get(EastWest.Placement.LABEL))
        .map(value -> EastWest.Placement.LABEL + ": " + value)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> operated(MeshPlan plan) {
    Set<SailResource> kinds = new TreeSet<>();
    plan.clusters()
        .forEach(cluster -> cluster.sail().ifPresent(sail -> kinds.addAll(sail.kinds())));
    return kinds.stream().map(kind -> SAIL_HEALTH + kind.kind()).toList();
  }
}
