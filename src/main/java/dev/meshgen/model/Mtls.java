package dev.meshgen.model;

/** Whether workloads accept only mutual TLS. Constants are Istio's own words. */
public enum Mtls {
  STRICT,
  PERMISSIVE
}
