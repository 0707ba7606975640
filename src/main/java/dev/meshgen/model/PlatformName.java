package dev.meshgen.model;

import java.util.Locale;

/** What runs a cluster, as the spec names it; what that means is the package platform's to say. */
public enum PlatformName {
  EKS,
  AKS,
  GKE,
  OPENSHIFT,
  K3S,
  GENERIC;

  /** The word the spec uses. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
