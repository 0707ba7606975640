package dev.meshgen.istio;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/**
 * The {@code compatibilityVersion} among a user's raw values of one release, with which a chart
 * keeps behaviour of an older minor, and without whose file it does not render (istio {@code
 * templates/zzz_profile.yaml} of each chart).
 */
public final class CompatibilityVersion {
  private static final String KEY = "compatibilityVersion";

  private CompatibilityVersion() {}

  /** The value as it is written; empty when there is none, or one that says nothing. */
  public static Optional<YamlScalar> of(YamlMap values) {
    return values.get(KEY).orElse(null) instanceof YamlScalar scalar
            && scalar.value() != null
            && !scalar.text().isEmpty()
        ? Optional.of(scalar)
        : Optional.empty();
  }

  /** {@link Code#COMPATIBILITY_VERSION}, unless the charts of the minor have it. */
  public static Optional<Diagnostic> check(Chart chart, YamlMap values, IstioMinor minor) {
    Optional<YamlScalar> written = of(values);
    if (written.isEmpty() || isKnown(written.get(), minor)) {
      return Optional.empty();
    }
    YamlScalar scalar = written.get();
    String subject =
        scalar.value() instanceof String
            ? "\"" + scalar.text() + "\" is no compatibilityVersion of "
            : "the number " + scalar.text() + " is no compatibilityVersion of ";
    List<String> known = minor.details().compatibilityVersions();
    return Optional.of(
        Diagnostic.of(
                Code.COMPATIBILITY_VERSION,
                scalar.span(),
                subject + "chart \"" + chart.id() + "\" of Istio " + minor.line())
            .expecting("in quotes, one of \"" + String.join("\", \"", known) + "\"")
            .hinting("the chart renders with no other; remove it if nothing has to be kept"));
  }

  static boolean isKnown(YamlScalar written, IstioMinor minor) {
    return written.value() instanceof String
        && minor.details().compatibilityVersions().contains(written.text());
  }
}
