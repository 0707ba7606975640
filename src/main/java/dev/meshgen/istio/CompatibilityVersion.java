package dev.meshgen.istio;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/**
 * The {@code compatibilityVersion} among a user's raw values of one release, which makes a chart
 * keep the behaviour of an older minor. Without a file for it, the chart does not render (istio
 * {@code templates/zzz_profile.yaml} of each chart).
 */
public final class CompatibilityVersion {
  private static final String KEY = "compatibilityVersion";

  private CompatibilityVersion() {}

  /** The value as it is written; empty if it is missing or blank. */
  public static Optional<YamlScalar> of(YamlMap values) {
    return values.get(KEY).orElse(null) instanceof YamlScalar scalar
            && scalar.value() != null
            && !scalar.text().isEmpty()
        ? Optional.of(scalar)
        : Optional.empty();
  }

  /** {@link Code#COMPATIBILITY_VERSION}, unless the charts of the minor support it. */
  public static Optional<Diagnostic> check(Chart chart, YamlMap values, IstioMinor minor) {
    Optional<YamlScalar> written = of(values);
    if (written.isEmpty() || isKnown(written.get(), minor)) {
      return Optional.empty();
    }
    YamlScalar scalar = written.get();
    String subject =
        scalar.value() instanceof String
            ? "compatibilityVersion \"" + scalar.text() + "\" is not supported by "
            : "compatibilityVersion " + scalar.text() + " is a number, which is not supported by ";
    List<String> known = minor.details().compatibilityVersions();
    return Optional.of(
        Diagnostic.of(
                Code.COMPATIBILITY_VERSION,
                scalar.span(),
                subject + "chart \"" + chart.id() + "\" of Istio " + minor.line())
            .expecting("one of \"" + String.join("\", \"", known) + "\", in quotes")
            .hinting(
                "remove it if no older behaviour has to be kept; the chart does not render with"
                    + " this one"));
  }

  static boolean isKnown(YamlScalar written, IstioMinor minor) {
    return written.value() instanceof String
        && minor.details().compatibilityVersions().contains(written.text());
  }
}
