package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.WorkloadCertificates;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import java.util.Set;
import java.util.TreeSet;

/** Raw values win over what a rotation sets, and so can make it do nothing. */
final class LiveRootsCheck {
  private LiveRootsCheck() {}

  /** {@link Code#LIVE_ROOTS_OFF}, once for each value. */
  static void check(MeshPlan plan, Report report) {
    Set<Span> said = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      for (Release release : cluster.releases()) {
        boolean istiod =
            release.kind() == Release.Kind.ISTIOD || release.kind() == Release.Kind.EXTERNAL;
        if (istiod && release.overrides().isPresent()) {
          WorkloadCertificates.differing(release.overrides().get(), release.liveRoots())
              .forEach(
                  (path, value) -> {
                    if (said.add(value.span())) {
                      report.add(off(path, value.text(), value.span()));
                    }
                  });
        }
      }
    }
  }

  private static Diagnostic off(String path, String value, Span at) {
    return Diagnostic.of(
            Code.LIVE_ROOTS_OFF,
            at,
            "value \""
                + path
                + "\" is \""
                + value
                + "\", but must be true while the root is replaced")
        .expecting("true, so that istiod and its proxies reload roots while they run")
        .hinting("remove it: meshgen sets it while it is needed");
  }
}
