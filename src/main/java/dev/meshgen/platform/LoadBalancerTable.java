package dev.meshgen.platform;

import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Located;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** The load balancers of a platform, row by row. */
final class LoadBalancerTable {
  final List<Row> rows = new ArrayList<>();
  final List<Field> fields = new ArrayList<>();

  /** The field of {@code eastWest} that decides an annotation. */
  final Map<String, String> owners = new LinkedHashMap<>();

  /** Classes of Services whose annotations these load balancers read. */
  final List<String> classes = new ArrayList<>();

  /** Annotations that keep a load balancer off the internet. */
  final Map<String, String> internal = new LinkedHashMap<>();

  /** The values that an annotation may have. */
  final Map<String, List<String>> only = new LinkedHashMap<>();

  final List<String> needs = new ArrayList<>();
  final List<String> tlsKeys = new ArrayList<>();
  final List<String> tlsValues = new ArrayList<>();
  FixedAddresses addresses = new NoAddresses();
  Reach addressable = Reach.ANY;
  Optional<HealthCheck> healthCheck = Optional.empty();
  Optional<String> internalBy = Optional.empty();
  Optional<ExposureDoubt> unsure = Optional.empty();
  Optional<RangesAnnotation> ranges = Optional.empty();
  boolean internetOnly;
  SourceRanges sourceRanges = SourceRanges.APPLIED;

  /** A field of {@code loadBalancer}, and which load balancers take it. */
  record Field(String name, Reach reach) {}

  /** Something that is requested from load balancers. */
  record Row(Reach reach, Says says) {}

  /** Turns what the spec requests into annotations. */
  interface Says {
    void write(LoadBalancer asked, GatewayHealth health, SortedMap<String, String> annotations);
  }

  /** An annotation that is always the same. */
  LoadBalancerTable set(Reach reach, String annotation, String value) {
    return row(reach, (asked, health, all) -> all.put(annotation, value));
  }

  /** An annotation that makes a load balancer internal. */
  LoadBalancerTable makeInternal(String annotation, String value) {
    internal.put(annotation, value);
    own("exposure", annotation);
    return set(Reach.INTERNAL, annotation, value);
  }

  /** Only with a field is a load balancer internal. */
  LoadBalancerTable internalBy(String field, String why, String way) {
    internalBy = Optional.of(field);
    return unsure(why, way);
  }

  /** Nothing here makes one internal. */
  LoadBalancerTable unsure(String why, String way) {
    unsure = Optional.of(new ExposureDoubt(why, way));
    return this;
  }

  /** There are no internal ones. */
  LoadBalancerTable onlyInternet() {
    internetOnly = true;
    return this;
  }

  /** An annotation that holds the source ranges. */
  LoadBalancerTable takeRanges(String annotation, Function<List<String>, String> how) {
    ranges = Optional.of(new RangesAnnotation(annotation, how));
    return own("sourceRanges", annotation);
  }

  LoadBalancerTable sourceRanges(SourceRanges what) {
    sourceRanges = what;
    return this;
  }

  /** An annotation whose other values hand the Service to something that reads none of the rest. */
  LoadBalancerTable only(String annotation, String... values) {
    only.put(annotation, List.of(values));
    return this;
  }

  /** Classes of Services that are still theirs. */
  LoadBalancerTable readClasses(String... names) {
    classes.addAll(List.of(names));
    return this;
  }

  /** What must be there before a load balancer is, in sentences. */
  LoadBalancerTable needs(String... sentences) {
    needs.addAll(List.of(sentences));
    return this;
  }

  /** An annotation about health checks. */
  LoadBalancerTable set(Reach reach, String annotation, Function<GatewayHealth, Object> value) {
    return row(reach, (asked, health, all) -> all.put(annotation, value.apply(health).toString()));
  }

  /** An annotation that comes with a field. */
  LoadBalancerTable setWith(String field, Reach reach, String annotation, String value) {
    return row(
        reach,
        (asked, health, all) -> {
          if (asked.asks(field)) {
            all.put(annotation, value);
          }
        });
  }

  /** An annotation for each port that does not answer plain health checks. */
  LoadBalancerTable setForPorts(
      Reach reach, String before, String after, Function<GatewayHealth, Object> value) {
    return row(
        reach,
        (asked, health, all) ->
            health
                .encryptedPorts()
                .forEach(port -> all.put(before + port + after, value.apply(health).toString())));
  }

  /** A field that becomes an annotation. */
  LoadBalancerTable take(String field, Reach reach, String annotation) {
    fields.add(new Field(field, reach));
    own("loadBalancer." + field, annotation);
    return row(
        reach,
        (asked, health, all) -> {
          if (asked.asks(field)) {
            all.put(
                annotation,
                String.join(",", asked.of(field).stream().map(Located::value).toList()));
          }
        });
  }

  /** The addresses, which every platform requests in its own way. */
  LoadBalancerTable takeAddresses(Reach reach, FixedAddresses how) {
    fields.add(new Field(LoadBalancer.ADDRESSES, reach));
    addressable = reach;
    how.annotations().forEach(name -> own("loadBalancer." + LoadBalancer.ADDRESSES, name));
    addresses = how;
    return this;
  }

  /** Annotations that a field of {@code eastWest} decides, set or not. */
  LoadBalancerTable own(String field, String... annotations) {
    for (String annotation : annotations) {
      owners.put(annotation, field);
    }
    return this;
  }

  /** Parts of annotations, each of which changes the TLS that goes through unless it is off. */
  LoadBalancerTable changeTls(String... parts) {
    tlsKeys.addAll(List.of(parts));
    return this;
  }

  /** Parts of values of annotations that hold several settings. */
  LoadBalancerTable changeTlsAmongOthers(String... parts) {
    tlsValues.addAll(List.of(parts));
    return this;
  }

  LoadBalancerTable checked(HealthCheck by) {
    healthCheck = Optional.of(by);
    return this;
  }

  LoadBalancers done() {
    return new LoadBalancers(this);
  }

  private LoadBalancerTable row(Reach reach, Says says) {
    rows.add(new Row(reach, says));
    return this;
  }
}
