package dev.meshgen.rules;

import dev.meshgen.istio.IstioMinor;
import java.util.Optional;
import java.util.function.Predicate;

/** The oldest Istio that has something, in words. */
public final class AvailableSince {
  private AvailableSince() {}

  public static String feature(String feature, RuleContext context) {
    return text(minor -> minor.has(feature, minor.patches().newest()), context);
  }

  public static String tlsRoutes(RuleContext context) {
    return text(minor -> minor.gatewayApi().tlsRoutes().isPresent(), context);
  }

  private static String text(Predicate<IstioMinor> so, RuleContext context) {
    Optional<IstioMinor> oldest = context.catalog().oldest(so);
    return oldest
        .map(minor -> "Istio " + minor.line() + " or newer")
        .orElse("an Istio newer than this meshgen knows");
  }
}
