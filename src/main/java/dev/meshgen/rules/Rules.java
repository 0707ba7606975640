package dev.meshgen.rules;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioCatalog;
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
import dev.meshgen.spec.Spec;
import dev.meshgen.topology.Topology;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** The semantic rules, and the stage that runs them. */
public final class Rules {
  /** By theme; each has a package, whose list says what belongs to it. */
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

  /**
   * Adds to {@code report} everything that keeps the mesh from working, and what may surprise.
   *
   * @param asOf the day that warnings about expiry and support speak of
   */
  public static CheckedSpec check(Spec spec, IstioCatalog catalog, LocalDate asOf, Report report) {
    CheckedSpec checked = new CheckedSpec(spec, Topology.of(spec.mesh()));
    RuleContext context = new RuleContext(checked.topology(), catalog, asOf);
    for (Rule rule : ALL) {
      rule.check(checked.mesh(), context, report);
    }
    return checked;
  }
}
