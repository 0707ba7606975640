package dev.meshgen.rules.versions;

import dev.meshgen.rules.Rule;
import java.util.List;

/**
 * Istio versions, revisions, registries and install methods: the rules of this theme, in the order
 * in which they run.
 */
public final class VersionRules {
  public static final List<Rule> ALL =
      List.of(
          new IstioVersionKnown(),
          new KubernetesSupported(),
          new IstioSupportEnded(),
          new IstioKnownBad(),
          new PrimariesWithinOneMinor(),
          new RemoteVersionOfPrimary(),
          new CanaryBesideMain(),
          new TagsOfRevisions(),
          new RevisionsOfCharts(),
          new RevisionNotReserved(),
          new RegistryNotRetired(),
          new HubWellFormed(),
          new PullSecretsDiffer(),
          new SailInstalls());

  private VersionRules() {}
}
