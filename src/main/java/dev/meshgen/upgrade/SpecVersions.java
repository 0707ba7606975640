package dev.meshgen.upgrade;

import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Revision;

/** Versions of a spec that the rules have passed. */
final class SpecVersions {
  private SpecVersions() {}

  static IstioVersion of(String version) {
    return IstioVersion.parse(version).orElseThrow();
  }

  /** Whether the first control plane of a cluster is older than that one. */
  static boolean isBehind(Cluster cluster, Revision target) {
    return of(cluster.istio().version()).compareTo(of(target.version())) < 0;
  }
}
