package dev.meshgen.model;

import java.util.Locale;

/** What runs a cluster, as the spec names it. The package platform says what that means. */
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
