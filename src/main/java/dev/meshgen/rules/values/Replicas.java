package dev.meshgen.rules.values;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.WrittenValues;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.IstioSettings.Scaling;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many Pods a release has, by its raw values and by what meshgen sets where they are silent.
 */
final class Replicas {
  /**
   * Where a chart reads it.
   *
   * @param budget the mapping with {@code minAvailable} and {@code maxUnavailable}
   * @param onlyOne whether the chart prints both of them if both are set, which Kubernetes refuses
   */
  private record Paths(
      String fixed, String enabled, String min, String max, String budget, boolean onlyOne) {}

  /** What is wrong with one of them. */
  record Problem(Span at, String path, String reason, String expected) {}

  private static final Paths ISTIOD =
      new Paths("replicaCount", "autoscaleEnabled", "autoscaleMin", "autoscaleMax", "pdb", false);
  private static final Paths GATEWAY =
      new Paths(
          "replicaCount",
          "autoscaling.enabled",
          "autoscaling.minReplicas",
          "autoscaling.maxReplicas",
          "podDisruptionBudget",
          true);

  private final String release;
  private final Paths paths;
  private final WrittenValues values;
  private final Scaling scaling;
  private final List<Problem> problems = new ArrayList<>();

  private Replicas(String release, Paths paths, WrittenValues values, Scaling scaling) {
    this.release = release;
    this.paths = paths;
    this.values = values;
    this.scaling = scaling;
  }

  static Replicas ofIstiod(Cluster cluster, Scaling scaling) {
    return new Replicas(
        Chart.ISTIOD.release(), ISTIOD, WrittenValues.of(Chart.ISTIOD, cluster), scaling);
  }

  static Replicas ofGateway(Cluster cluster, String release, Scaling scaling) {
    return new Replicas(release, GATEWAY, WrittenValues.of(release, cluster), scaling);
  }

  String release() {
    return release;
  }

  List<Problem> problems() {
    problems.clear();
    if (values.isEmpty()) {
      return List.of();
    }
    for (String path : List.of(paths.fixed(), paths.min(), paths.max())) {
      OptionalInt written = number(path);
      if (written.isPresent() && written.getAsInt() < 1) {
        add(path, "no Pod would be required to run", "1 or more");
      }
    }
    if (problems.isEmpty()) {
      range();
      budget();
    }
    return List.copyOf(problems);
  }

  private void range() {
    int min = number(paths.min()).orElse(scaling.min());
    int max = number(paths.max()).orElse(scaling.max());
    boolean written = find(paths.min()).isPresent() || find(paths.max()).isPresent();
    if (isAutomatic() && written && min > max) {
      boolean atMax = find(paths.max()).isPresent();
      add(
          atMax ? paths.max() : paths.min(),
          "the autoscaler may run " + max + ", but must run " + min,
          atMax ? min + " or more" : max + " or less");
    }
  }

  private void budget() {
    String min = paths.budget() + ".minAvailable";
    String max = paths.budget() + ".maxUnavailable";
    int pods = pods();
    if (find(min).flatMap(Replicas::text).filter(text -> needed(text, pods) >= pods).isPresent()) {
      add(min, "with " + pods + " Pods it blocks the drain of a node", "less than all Pods");
    }
    Optional<String> unavailable = find(max).flatMap(Replicas::text);
    boolean removed = find(min).isPresent() && find(min).flatMap(Replicas::text).isEmpty();
    if (unavailable.filter(text -> needed(text, pods) == 0).isPresent()) {
      add(max, "it blocks the drain of a node", "1 or more");
    } else if (unavailable.isPresent() && paths.onlyOne() && !removed) {
      add(
          max,
          "a budget has either this or minAvailable, which meshgen sets",
          "`minAvailable: null` beside it");
    }
  }

  private boolean isAutomatic() {
    return find(paths.enabled())
        .flatMap(Replicas::text)
        .map(Boolean::parseBoolean)
        .orElse(scaling.automatic());
  }

  /** The fewest that run. */
  private int pods() {
    return number(isAutomatic() ? paths.min() : paths.fixed()).orElse(scaling.min());
  }

  /** Of a number or a percentage, which Kubernetes rounds up; -1 if it is neither. */
  private static int needed(String text, int pods) {
    boolean percent = text.endsWith("%");
    int number = parse(percent ? text.substring(0, text.length() - 1) : text).orElse(-1);
    return percent && number >= 0 ? (number * pods + 99) / 100 : number;
  }

  private OptionalInt number(String path) {
    Optional<String> text = find(path).flatMap(Replicas::text);
    return text.isEmpty() ? OptionalInt.empty() : parse(text.get());
  }

  private static OptionalInt parse(String text) {
    return text.matches("-?[0-9]{1,6}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /** Empty for null, which leaves the value to the chart. */
  private static Optional<String> text(YamlMap.Entry entry) {
    return entry.value() instanceof YamlScalar scalar && scalar.value() != null
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  private Optional<YamlMap.Entry> find(String path) {
    return values.find(path.split("\\."));
  }

  private void add(String path, String reason, String expected) {
    problems.add(new Problem(find(path).orElseThrow().keySpan(), path, reason, expected));
  }
}
