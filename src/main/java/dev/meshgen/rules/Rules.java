package dev.meshgen.rules;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.rules.ambient.AmbientRules;
import dev.meshgen.rules.controlplanes.ControlPlaneRules;
import dev.meshgen.rules.delivery.DeliveryRules;
import dev.meshgen.rules.gateways.GatewayRules;
import dev.meshgen.rules.lifecycle.LifecycleRules;
import dev.meshgen.rules.names.NameRules;
import dev.meshgen.rules.networks.NetworkRules;
import dev.meshgen.rules.platforms.PlatformRules;
import dev.meshgen.rules.trust.TrustRules;
import dev.meshgen.rules.values.ValueRules;
import dev.meshgen.rules.versions.VersionRules;
import java.util.List;
import java.util.stream.Stream;

/** The semantic rules, and the stage that runs them. */
public final class Rules {
  /** By theme: each has its package, with the list of its rules. */
  static final List<Rule> ALL =
      Stream.of(
              NameRules.ALL,
              ControlPlaneRules.ALL,
              VersionRules.ALL,
              NetworkRules.ALL,
              GatewayRules.ALL,
              PlatformRules.ALL,
              AmbientRules.ALL,
              LifecycleRules.ALL,
              TrustRules.ALL,
              ValueRules.ALL,
              DeliveryRules.ALL)
          .flatMap(List::stream)
          .toList();

  private Rules() {}

  /** Reports everything that would break the mesh, and what may surprise. */
  public static void check(RuleContext context, Report report) {
    for (Rule rule : ALL) {
      rule.check(context.topology().mesh(), context, report);
    }
  }
}
