package dev.meshgen.plan;

import dev.meshgen.istio.SailResource;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what the Sail Operator installs where the spec asks for it. */
final class PlanSail {
  private static final String READY = "Ready";

  /** The only name that the definition of a resource admits, of which there is one per cluster. */
  private static final String ONLY = "default";

  private PlanSail() {}

  /** Empty where the engine installs charts. */
  static Optional<SailPlan> of(Cluster cluster, List<Release> releases) {
    if (cluster.istio().install() != Install.SAIL) {
      return Optional.empty();
    }
    List<SailPlan.Resource> resources = new ArrayList<>();
    List<Release> shared = releases.stream().filter(each -> each.layer() == Layer.BASE).toList();
    for (Release release : releases) {
      switch (release.kind()) {
        case ISTIOD -> resources.add(istio(shared, release, READY));
        // It is ready only once its primary controls it, which requires the token of a later layer.
        case REMOTE -> resources.add(istio(shared, release, "Reconciled"));
        case CNI -> resources.add(agent(SailResource.CNI, release));
        case ZTUNNEL -> resources.add(agent(SailResource.ZTUNNEL, release));
        default -> {
          // The base chart is part of every Istio resource; gateways remain charts.
        }
      }
    }
    return Optional.of(new SailPlan(resources));
  }

  private static SailPlan.Resource istio(List<Release> shared, Release release, String condition) {
    List<Release> releases = new ArrayList<>(shared);
    releases.add(release);
    return new SailPlan.Resource(
        SailResource.ISTIO,
        release.control().id(),
        release.layer(),
        release.namespace(),
        condition,
        releases);
  }

  private static SailPlan.Resource agent(SailResource kind, Release release) {
    return new SailPlan.Resource(
        kind, ONLY, release.layer(), release.namespace(), READY, List.of(release));
  }

  /** The releases that remain charts: the operator has no resource for gateways. */
  static List<Release> leftToHelm(List<Release> releases) {
    return releases.stream().filter(release -> release.layer() == Layer.EASTWEST).toList();
  }
}
