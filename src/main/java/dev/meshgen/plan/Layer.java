package dev.meshgen.plan;

/**
 * The steps in which a cluster is set up, in order. {@code discovery} is last only because nothing
 * waits for it; it needs only its namespace.
 *
 * <p>Nothing waits for {@code push} or {@code tokens} either, so that an unavailable Vault holds up
 * no istiod.
 *
 * <p>{@code access} follows {@code base}: the token controller deletes the reader's token Secret
 * while its ServiceAccount, which the base chart brings, is missing. {@code cni} comes before
 * everything whose traffic it redirects, including the gateways' injected Pods.
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
  PUSH("push"),
  TOKENS("tokens"),
  ISTIOD_GATEWAY("istiod-gateway");

  private final String id;

  Layer(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }
}
