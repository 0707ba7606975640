package dev.meshgen.credential;

import dev.meshgen.model.ReaderToken;
import dev.meshgen.plan.ReaderAccount;
import java.util.List;

/**
 * What an istiod elsewhere reads a cluster for: which account that takes, and in which Secret it
 * looks (istioctl/pkg/multicluster/remote_secret.go, {@code --type}).
 */
public enum CredentialUse {
  /** To discover its services. */
  REMOTE(ReaderAccount.OF_CHART, ReaderAccount.OWN),

  /** The same with the account that the tree brings. */
  OWN_REMOTE(ReaderAccount.OWN, ReaderAccount.OF_CHART),

  /** To take its configuration from there; then that istiod mounts the Secret. */
  CONFIG(ReaderAccount.OF_ISTIOD, ReaderAccount.OF_ISTIOD);

  private final String account;
  private final String other;

  CredentialUse(String account, String other) {
    this.account = account;
    this.other = other;
  }

  /**
   * How another cluster reads one.
   *
   * @param configCluster whether an istiod elsewhere takes its configuration from it
   * @param prunesTokens whether its engine deletes the Secret of a token by itself
   * @param rights of its reader
   */
  public static CredentialUse of(
      boolean configCluster, boolean prunesTokens, ReaderToken.Rights rights) {
    if (configCluster) {
      return CONFIG;
    }
    return prunesTokens && rights == ReaderToken.Rights.CHART ? REMOTE : OWN_REMOTE;
  }

  /**
   * The ServiceAccount whose token it takes.
   *
   * @param generation of the token
   */
  String serviceAccount(int generation) {
    return generation == 1 || this == CONFIG ? account : ReaderAccount.own(generation);
  }

  /**
   * The ServiceAccounts whose tokens do. A cluster that had another engine, or that was part of a
   * mesh before, is read by a token that it has as long as that is valid.
   */
  List<String> accounts(int generation) {
    return generation == 1 || this == CONFIG
        ? List.of(account, other)
        : List.of(serviceAccount(generation));
  }

  /** Whether an account reads for this, whatever the generation of its token. */
  public boolean isReader(String name) {
    return name.equals(account)
        || name.equals(other)
        || this != CONFIG && ReaderAccount.isOwn(name);
  }

  /** The Secret that holds the kubeconfig where istiod runs. */
  public String secret(String cluster) {
    return this == CONFIG ? "istio-kubeconfig" : "istio-remote-secret-" + cluster;
  }

  /** The kubeconfig's key in that Secret. */
  public String key(String cluster) {
    return this == CONFIG ? "config" : cluster;
  }
}
