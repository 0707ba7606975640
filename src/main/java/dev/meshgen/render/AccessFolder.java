package dev.meshgen.render;

import dev.meshgen.model.StoreReader;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.NetworkPolicyPlan;
import dev.meshgen.plan.ReaderAccount;
import dev.meshgen.tree.ClusterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What lets others into a cluster, and what hands them the token for that. */
final class AccessFolder {
  private final String namespace;
  private final ClusterPlan cluster;

  AccessFolder(String namespace, ClusterPlan cluster) {
    this.namespace = namespace;
    this.cluster = cluster;
  }

  /** A template's view: something in the control plane's namespace. */
  record NamespacedView(String namespace) {}

  /** A template's view: the token of an account that a chart brings. */
  record TokenView(
      String namespace, String name, String tokenSecret, boolean handedOver, boolean fetched) {
    TokenView(String namespace, ReaderAccount account, ClusterPlan cluster) {
      this(
          namespace,
          account.name(),
          account.tokenSecret(),
          cluster.remote().isPresent(),
          !cluster.fetched().isEmpty());
    }
  }

  /**
   * A template's view: the accounts that others read a cluster with, and their tokens.
   *
   * @param kept that of an earlier token
   */
  record ReaderView(TokenView account, Optional<TokenView> kept, List<BindingView> bindings) {}

  /** What lets those accounts read. */
  record BindingView(String name, String role, List<SubjectView> subjects) {}

  /** One of them. */
  record SubjectView(String account, String namespace) {}

  /** A template's view: what pushes a token. */
  record PushView(
      String namespace,
      String tokenSecret,
      String interval,
      StoreReader.Access store,
      String place,
      boolean withCa) {}

  /** A template's view: all NetworkPolicies of a cluster. */
  record NetworkPoliciesView(List<NetworkPolicyView> policies) {}

  /** One of them. */
  record NetworkPolicyView(
      String name,
      String namespace,
      List<MapEntry> podLabels,
      List<Integer> ports,
      List<Integer> podPorts) {
    static NetworkPolicyView of(NetworkPolicyPlan policy) {
      return new NetworkPolicyView(
          policy.name(),
          policy.namespace(),
          MapEntry.list(policy.podLabels()),
          policy.ports(),
          policy.podPorts());
    }
  }

  /** Accounts, tokens and NetworkPolicies. */
  KustomizeFolder folder() {
    KustomizeFolder folder = ClusterFiles.at(cluster, Layer.ACCESS);
    if (cluster.isConfigCluster()) {
      folder.add(ClusterLayout.ISTIOD_TOKEN, "cluster/access/", new NamespacedView(namespace));
    } else {
      addReaders(folder);
    }
    if (!cluster.gateways().networkPolicies().isEmpty()) {
      folder.add(
          "network-policies.yaml",
          "cluster/access/",
          new NetworkPoliciesView(
              cluster.gateways().networkPolicies().stream().map(NetworkPolicyView::of).toList()));
    }
    return folder;
  }

  private void addReaders(KustomizeFolder folder) {
    List<ReaderAccount> own = new ArrayList<>();
    for (ReaderAccount account : cluster.discovery().accounts()) {
      if (account.isOwn()) {
        own.add(account);
      } else {
        folder.add(
            ClusterLayout.READER_TOKEN,
            "cluster/access/",
            new TokenView(namespace, account, cluster));
      }
    }
    if (!own.isEmpty()) {
      folder.add(ClusterLayout.READER, "cluster/access/", readers(own));
    }
  }

  private ReaderView readers(List<ReaderAccount> accounts) {
    List<TokenView> tokens =
        accounts.stream().map(each -> new TokenView(namespace, each, cluster)).toList();
    List<SubjectView> subjects =
        accounts.stream().map(each -> new SubjectView(each.name(), namespace)).toList();
    return new ReaderView(
        tokens.get(0),
        tokens.stream().skip(1).findFirst(),
        accounts.get(0).bindings().stream()
            .map(each -> new BindingView(each.name(), each.role(), subjects))
            .toList());
  }

  /** What pushes the token of a reader to a store; empty where nothing does any more. */
  KustomizeFolder push() {
    KustomizeFolder folder = ClusterFiles.at(cluster, Layer.PUSH);
    cluster
        .handover()
        .ifPresent(
            handover ->
                folder.add(
                    ClusterLayout.PUSH_SECRET,
                    "cluster/push/",
                    new PushView(
                        namespace,
                        handover.tokenSecret(),
                        handover.store().interval(),
                        handover.store().reference(),
                        handover.place(),
                        handover.withCa())));
    return folder;
  }
}
