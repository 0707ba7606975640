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
import dev.meshgen.tree.Workers;
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

  /** From here on, rules take longer than starting a thread does. */
  private static final int MANY_CLUSTERS = 50;

  private Rules() {}

  /** Reports everything that would break the mesh, and what may surprise. */
  public static void check(RuleContext context, Report report) {
    if (context.topology().mesh().clusters().size() < MANY_CLUSTERS) {
      inTurn(ALL, context, report);
    } else {
      atOnce(context, report);
    }
  }

  /** Each rule after the other. */
  static void inTurn(List<Rule> rules, RuleContext context, Report report) {
    rules.forEach(rule -> rule.check(context.topology().mesh(), context, report));
  }

  /** On all cores, but for the few that ask what others have found: those come last. */
  static void atOnce(RuleContext context, Report all) {
    List<Rule> apart = ALL.stream().filter(rule -> !rule.asksOthers()).toList();
    Report[] found = new Report[apart.size()];
    int last = found.length - 1;
    Workers.oneByOne(
        found.length,
        i -> {
          // Those that take longest are at the end of the list: no core waits for them.
          Report report = new Report();
          inTurn(List.of(apart.get(last - i)), context, report);
          found[last - i] = report;
        });
    for (Report each : found) {
      all.addAll(each);
    }
    inTurn(ALL.stream().filter(Rule::asksOthers).toList(), context, all);
  }
}
