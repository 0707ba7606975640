package dev.meshgen.model;

import java.util.Locale;

/** What runs a cluster. */
public enum Platform {
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
