package dev.meshgen.platform;

/** What load balancers make of the Service's {@code loadBalancerSourceRanges}. */
public enum SourceRanges {
  APPLIED,
  IGNORED,
  UNKNOWN
}
