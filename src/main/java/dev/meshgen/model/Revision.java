package dev.meshgen.model;

/**
 * A control plane among those of one cluster.
 *
 * @param name what its istiod and all that belongs to it is suffixed with; empty for the one that
 *     has no revision
 * @param version of Istio
 */
public record Revision(String name, String version) {
  /** Istio's name for the control plane without a revision, and for the tag that replaces it. */
  public static final String DEFAULT = "default";

  /** The name as labels carry it. */
  public String id() {
    return name.isEmpty() ? DEFAULT : name;
  }

  /** A name of something of which every control plane has one. */
  public String of(String what) {
    return name.isEmpty() ? what : what + "-" + name;
  }

  /** Written out for the reason that {@link dev.meshgen.diagnostic.Span} gives. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Revision that && name.equals(that.name) && version.equals(that.version);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + version.hashCode();
  }
}
