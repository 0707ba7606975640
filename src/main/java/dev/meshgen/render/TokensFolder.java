package dev.meshgen.render;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.TokensPlan;
import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;

/** What asks Vault for short-lived tokens of other clusters. */
final class TokensFolder {
  private final String namespace;
  private final ClusterPlan cluster;

  TokensFolder(String namespace, ClusterPlan cluster) {
    this.namespace = namespace;
    this.cluster = cluster;
  }

  /** A template's view: a ServiceAccount. */
  record AccountView(String name, String namespace) {}

  /** Empty where nothing does any more; the objects of each token are written by others. */
  KustomizeFolder folder() {
    KustomizeFolder folder = ClusterFiles.at(cluster, Layer.TOKENS);
    cluster.tokens().ifPresent(tokens -> add(folder, tokens));
    return folder;
  }

  private void add(KustomizeFolder folder, TokensPlan tokens) {
    folder.add(
        ClusterLayout.VAULT_ACCOUNT,
        "cluster/tokens/",
        new AccountView(TokensPlan.ACCOUNT, namespace));
    tokens
        .peers()
        .forEach(token -> folder.addWritten(Layout.nameOf(file(cluster, token.cluster().name()))));
  }

  /** Where the objects for the token of a peer are. */
  static String file(ClusterPlan reader, String peer) {
    return Layout.fetched(reader.layout().layer(Layer.TOKENS.id()), peer);
  }
}
