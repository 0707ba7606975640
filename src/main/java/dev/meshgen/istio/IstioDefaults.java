package dev.meshgen.istio;

/** What Istio assumes where nothing else is set. */
public final class IstioDefaults {
  /** Where istioctl and the charts expect istiod. */
  public static final String NAMESPACE = "istio-system";

  public static final String TRUST_DOMAIN = "cluster.local";

  /** The domain of the Services of a cluster. */
  public static final String CLUSTER_DOMAIN = "cluster.local";

  private IstioDefaults() {}
}
