package dev.meshgen.credential;

/**
 * What an istiod elsewhere reads a cluster for: which account that takes, and in which Secret it
 * looks (istioctl/pkg/multicluster/remote_secret.go, {@code --type}).
 */
public enum CredentialUse {
  /** To discover its services. */
  REMOTE("istio-reader-service-account"),

  /** To take its configuration from there; then that istiod mounts the Secret. */
  CONFIG("istiod");

  private final String serviceAccount;

  CredentialUse(String serviceAccount) {
    this.serviceAccount = serviceAccount;
  }

  /** The ServiceAccount whose token it takes. */
  public String serviceAccount() {
    return serviceAccount;
  }

  /** The Secret of the cluster that holds the token. */
  public String tokenSecret() {
    return serviceAccount + "-istio-remote-secret-token";
  }

  /** The Secret that holds the kubeconfig where istiod runs. */
  public String secret(String cluster) {
    return this == REMOTE ? "istio-remote-secret-" + cluster : "istio-kubeconfig";
  }

  /** The kubeconfig's key in that Secret. */
  public String key(String cluster) {
    return this == REMOTE ? cluster : "config";
  }
}
