package dev.meshgen.model;

/** What installs Istio in a cluster. */
public enum Install {
  /** The engine, from Istio's charts. */
  HELM,

  /** The Sail Operator, from its own custom resources; users install it. */
  SAIL
}
