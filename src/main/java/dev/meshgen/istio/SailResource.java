package dev.meshgen.istio;

/** A custom resource of the Sail Operator that installs a chart. */
public enum SailResource {
  ISTIO("Istio", "pilot", true, "istio.yaml"),
  CNI("IstioCNI", "cni", true, "istio-cni.yaml"),
  ZTUNNEL("ZTunnel", "ztunnel", false, "ztunnel.yaml");

  private final String kind;
  private final String scope;
  private final boolean profiled;
  private final String file;

  SailResource(String kind, String scope, boolean profiled, String file) {
    this.kind = kind;
    this.scope = scope;
    this.profiled = profiled;
    this.file = file;
  }

  /** Its kind in {@code sailoperator.io/v1}. */
  public String kind() {
    return kind;
  }

  /** The key of its values that holds what the chart reads at its root. */
  String scope() {
    return scope;
  }

  /** Whether it has a profile; one without is ambient. */
  public boolean hasProfile() {
    return profiled;
  }

  /** The name of its file; there is one per cluster. */
  public String file() {
    return file;
  }
}
