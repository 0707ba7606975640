package dev.meshgen.review;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.topology.ControlPlanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Compares the istiod that a cluster gets in place of another with the proxies that are there: they
 * keep the version that the old one injected until their Pods restart. Istio supports proxies of
 * the minor of their istiod and of the one before (istio.io, "Supported releases", control
 * plane/data plane skew).
 */
final class VersionSkew {
  private VersionSkew() {}

  /** {@link Code#MINOR_SKIPPED} and {@link Code#MINOR_BACK}, for every istiod that stays. */
  static List<Diagnostic> find(List<ClusterChange> clusters) {
    List<Diagnostic> found = new ArrayList<>();
    for (ClusterChange change : clusters) {
      if (ControlPlanes.isRemote(change.cluster()) || !change.keepsInstaller()) {
        continue;
      }
      SortedMap<String, String> before = change.before().istio().controlPlanes();
      change
          .after()
          .istio()
          .controlPlanes()
          .forEach(
              (revision, version) ->
                  jump(
                          change.cluster(),
                          IstioVersion.parse(before.getOrDefault(revision, "")),
                          IstioVersion.parse(version))
                      .ifPresent(found::add));
    }
    return found;
  }

  private static Optional<Diagnostic> jump(
      Cluster cluster, Optional<IstioVersion> before, Optional<IstioVersion> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    MinorVersion old = before.get().line();
    MinorVersion now = after.get().line();
    Span at = cluster.origins().at("istio", "version");
    String subject =
        "istiod of \"" + cluster.name() + "\" changes from " + before.get() + " to " + after.get();
    if (now.compareTo(old) < 0) {
      return Optional.of(
          Diagnostic.of(Code.MINOR_BACK, at, subject + ", older than its proxies")
              .concerning(cluster.name())
              .expecting("an istiod no older than any of its proxies")
              .hinting("restart the Pods that the newer one injected as soon as it is ready"));
    }
    return now.isWithinOneOf(old)
        ? Optional.empty()
        : Optional.of(
            Diagnostic.of(Code.MINOR_SKIPPED, at, subject + ", two minors ahead of its proxies")
                .concerning(cluster.name())
                .expecting("one minor at a time, with the Pods restarted in between")
                .hinting("`meshgen upgrade plan --to " + after.get() + "` prints the steps"));
  }
}
