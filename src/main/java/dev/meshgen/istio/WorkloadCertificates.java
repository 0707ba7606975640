package dev.meshgen.istio;

import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the certificates of workloads live. Proxies ask for {@code SECRET_TTL}, by default a
 * day; istiod gives no more than {@code MAX_WORKLOAD_CERT_TTL}, and {@code
 * DEFAULT_WORKLOAD_CERT_TTL} to those who ask for nothing (pkg/features/security.go,
 * security/pkg/pki/ca/ca.go).
 */
public final class WorkloadCertificates {
  /** Of Istio. */
  public static final Duration USUAL = Duration.ofDays(1);

  private static final List<String> ENV = List.of("env");
  private static final List<String> PROXY =
      List.of(ValuePaths.MESH_CONFIG, "defaultConfig", "proxyMetadata");
  private static final String MOST = "MAX_WORKLOAD_CERT_TTL";
  private static final String UNASKED = "DEFAULT_WORKLOAD_CERT_TTL";
  private static final String ASKED = "SECRET_TTL";

  /** A part of what Go prints: {@code 1h30m}. */
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|µs|ms|s|m|h)");

  private static final Map<String, Double> SECONDS =
      Map.of("ns", 1e-9, "us", 1e-6, "µs", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0);

  private WorkloadCertificates() {}

  /**
   * The longest that raw values of an istiod let them live. A limit that somebody wrote is taken to
   * be used.
   */
  public static Duration longest(YamlMap values) {
    Map<String, Duration> written = new HashMap<>();
    collect(values, List.of(), written);
    Duration most = written.get(MOST);
    if (most != null) {
      return most;
    }
    Duration longest = USUAL;
    for (String name : List.of(UNASKED, ASKED)) {
      Duration found = written.getOrDefault(name, USUAL);
      longest = found.compareTo(longest) > 0 ? found : longest;
    }
    return longest;
  }

  /**
   * The variables of istiod or its proxies that raw values set to something else.
   *
   * @param wanted name to value
   * @return as {@code helm --set} would write them
   */
  public static Map<String, YamlScalar> differing(YamlMap values, LiveRoots wanted) {
    Map<String, YamlScalar> found = new HashMap<>();
    scalars(
        values,
        List.of(),
        (section, name, scalar) -> {
          Map<String, String> expected =
              section.equals(ENV) ? wanted.env() : wanted.proxyMetadata();
          String value = expected.get(name);
          if (value != null && !value.equals(scalar.text().toLowerCase(Locale.ROOT))) {
            found.put(ValuePaths.print(ValuePaths.child(section, name)), scalar);
          }
        });
    return found;
  }

  private static void collect(YamlMap values, List<String> above, Map<String, Duration> into) {
    scalars(
        values,
        above,
        (section, name, scalar) -> {
          boolean counts =
              section.equals(ENV) ? name.equals(MOST) || name.equals(UNASKED) : name.equals(ASKED);
          if (counts) {
            duration(scalar.text())
                .ifPresent(found -> into.merge(name, found, (a, b) -> a.compareTo(b) > 0 ? a : b));
          }
        });
  }

  /** What is done with a variable. */
  private interface Variable {
    void in(List<String> section, String name, YamlScalar value);
  }

  /** Of the environment of istiod and of its proxies, wherever charts accept them. */
  private static void scalars(YamlMap map, List<String> above, Variable variable) {
    for (Map.Entry<String, YamlMap.Entry> field : map.entries().entrySet()) {
      List<String> path = ValuePaths.child(above, field.getKey());
      YamlNode value = field.getValue().value();
      List<List<String>> targets = ValuePaths.targets(Chart.ISTIOD, path);
      Optional<List<String>> section =
          List.of(ENV, PROXY).stream().filter(targets::contains).findFirst();
      if (value instanceof YamlMap below && section.isPresent()) {
        below
            .entries()
            .forEach(
                (name, entry) -> {
                  if (entry.value() instanceof YamlScalar scalar) {
                    variable.in(section.get(), name, scalar);
                  }
                });
      } else if (value instanceof YamlMap below && leads(targets)) {
        scalars(below, path, variable);
      }
    }
  }

  /** Whether one of the two lies below. */
  private static boolean leads(List<List<String>> targets) {
    return targets.isEmpty()
        || targets.stream()
            .anyMatch(
                target ->
                    target.size() < PROXY.size() && PROXY.subList(0, target.size()).equals(target));
  }

  /** As Go reads it; empty for anything else, which istiod replaces by its default. */
  private static Optional<Duration> duration(String text) {
    Matcher part = PART.matcher(text);
    double seconds = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      seconds += Double.parseDouble(part.group(1)) * SECONDS.get(part.group(2));
      end = part.end();
    }
    return end == text.length() && end > 0
        ? Optional.of(Duration.ofSeconds((long) Math.ceil(seconds)))
        : Optional.empty();
  }
}
