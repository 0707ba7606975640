package dev.meshgen.plan;

/**
 * The steps in which a cluster comes up, in order. {@code discovery} comes last only because
 * nothing waits for it; all it needs is its namespace.
 *
 * <p>{@code access} follows {@code base}: the token controller deletes the reader's token Secret
 * while its ServiceAccount, which the base chart brings, is missing. {@code cni} comes before
 * whatever has its traffic redirected, the gateways' injected Pods included.
 */
public enum Layer {
  NAMESPACES("namespaces"),
  TRUST("trust"),
  BASE("base"),
  ACCESS("access"),
  ISTIOD("istiod"),
  CNI("cni"),
  ZTUNNEL("ztunnel"),
  EASTWEST("eastwest"),
  CONFIG("config"),
  DISCOVERY("discovery"),
  ISTIOD_GATEWAY("istiod-gateway");

  private final String id;

  Layer(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }
}
