package dev.meshgen.istio;

/** A custom resource of the Sail Operator that installs a chart. */
public enum SailResource {
  ISTIO("Istio", "pilot"),
  CNI("IstioCNI", "cni"),
  ZTUNNEL("ZTunnel", "ztunnel");

  private final String kind;
  private final String scope;

  SailResource(String kind, String scope) {
    this.kind = kind;
    this.scope = scope;
  }

  /** Its kind in {@code sailoperator.io/v1}. */
  public String kind() {
    return kind;
  }

  /** The key of its values that holds what the chart reads at its root. */
  String scope() {
    return scope;
  }
}
