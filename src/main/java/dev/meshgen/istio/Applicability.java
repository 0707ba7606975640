package dev.meshgen.istio;

/** Which clusters something about a version applies to. */
public enum Applicability {
  /** All. */
  ALL("all"),
  /** Where ztunnel carries the traffic. */
  AMBIENT("ambient"),
  /** Where there are sidecars. */
  SIDECAR("sidecar"),
  /** Where Istio's CNI plugin runs. */
  CNI("cni"),
  /** Where the mesh sets its own trust domain. */
  TRUST_DOMAIN("trustDomain");

  private final String id;

  Applicability(String id) {
    this.id = id;
  }

  /** The word for it in the files of minors. */
  public String id() {
    return id;
  }

  static Applicability ofId(String id) {
    for (Applicability concern : values()) {
      if (concern.id.equals(id)) {
        return concern;
      }
    }
    throw new IllegalStateException("unknown applicability: " + id);
  }
}
