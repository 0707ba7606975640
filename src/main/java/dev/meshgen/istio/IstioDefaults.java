package dev.meshgen.istio;

/** What Istio assumes where nothing else is set. */
public final class IstioDefaults {
  /** Where istioctl and the charts expect istiod. */
  public static final String NAMESPACE = "istio-system";

  public static final String TRUST_DOMAIN = "cluster.local";

  /** The domain of the Services of a cluster. */
  public static final String CLUSTER_DOMAIN = "cluster.local";

  /** The ID of a cluster, in every chart. */
  public static final String CLUSTER_ID = "Kubernetes";

  private IstioDefaults() {}

  /** What the charts add to the names of webhooks, unless istiod is in the usual namespace. */
  public static String webhookSuffix(String namespace) {
    return namespace.equals(NAMESPACE) ? "" : "-" + namespace;
  }
}
