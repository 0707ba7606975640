package dev.meshgen.rules.controlplanes;

import dev.meshgen.rules.Rule;
import java.util.List;

/**
 * Primaries, remotes and external control planes: the rules of this theme, in the order in which
 * they run.
 */
public final class ControlPlaneRules {
  public static final List<Rule> ALL =
      List.of(
          new RemotesHavePrimaries(),
          new HostingComplete(),
          new ConfigClusterIsRemote(),
          new HostPublic(),
          new ExternalAlone(),
          new ExternalApart(),
          new ExternalInstalled(),
          new ExternalReads(),
          new ReplicasOrdered(),
          new RemoteSettings(),
          new RemoteHosts(),
          new PrimaryReachable());

  private ControlPlaneRules() {}
}
