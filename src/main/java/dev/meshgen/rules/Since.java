package dev.meshgen.rules;

import dev.meshgen.istio.IstioMinor;
import java.util.Optional;
import java.util.function.Predicate;

/** From which Istio on something can be had, for people. */
final class Since {
  private Since() {}

  static String feature(String feature, Context context) {
    return text(minor -> minor.has(feature, minor.newestPatch()), context);
  }

  static String tlsRoutes(Context context) {
    return text(minor -> minor.gatewayApi().tlsRoutes().isPresent(), context);
  }

  private static String text(Predicate<IstioMinor> so, Context context) {
    Optional<IstioMinor> oldest = context.catalog().oldest(so);
    return oldest
        .map(minor -> "Istio " + minor.line() + " or newer")
        .orElse("a newer Istio than this meshgen knows");
  }
}
