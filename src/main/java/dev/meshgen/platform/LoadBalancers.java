package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Located;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The load balancers of a platform: the fields they take, the annotations they get, and which of
 * those meshgen owns.
 */
public final class LoadBalancers {
  private static final Set<String> OFF = Set.of("", "false", "tcp", "TCP", "none", "0");

  private final List<LoadBalancerTable.Row> rows;
  private final List<LoadBalancerTable.Field> fields;
  private final Map<String, String> owners;
  private final FixedAddresses addresses;
  private final Reach addressable;
  private final Optional<HealthCheck> healthCheck;
  private final List<String> classes;
  private final Map<String, String> internal;
  private final Map<String, List<String>> only;
  private final Optional<String> internalBy;
  private final Optional<ExposureDoubt> unsure;
  private final Optional<RangesAnnotation> ranges;
  private final boolean internetOnly;
  private final SourceRanges sourceRanges;
  private final List<String> needs;
  private final List<String> tlsKeys;
  private final List<String> tlsValues;

  LoadBalancers(LoadBalancerTable table) {
    rows = List.copyOf(table.rows);
    fields = List.copyOf(table.fields);
    owners = Collections.unmodifiableMap(new LinkedHashMap<>(table.owners));
    addresses = table.addresses;
    addressable = table.addressable;
    healthCheck = table.healthCheck;
    classes = List.copyOf(table.classes);
    internal = Collections.unmodifiableMap(new LinkedHashMap<>(table.internal));
    only = Collections.unmodifiableMap(new LinkedHashMap<>(table.only));
    internalBy = table.internalBy;
    unsure = table.unsure;
    ranges = table.ranges;
    internetOnly = table.internetOnly;
    sourceRanges = table.sourceRanges;
    needs = List.copyOf(table.needs);
    tlsKeys = List.copyOf(table.tlsKeys);
    tlsValues = List.copyOf(table.tlsValues);
  }

  /** The fields of {@code loadBalancer} that it takes. */
  public List<String> fields(Exposure exposure) {
    List<String> taken = new ArrayList<>();
    for (LoadBalancerTable.Field field : fields) {
      if (field.reach().has(exposure)) {
        taken.add(field.name());
      }
    }
    taken.add(LoadBalancer.CLASS);
    return taken;
  }

  /** The field of {@code eastWest} that decides an annotation; empty if users may set it. */
  public Optional<String> decides(String annotation) {
    return Optional.ofNullable(owners.get(annotation));
  }

  /** The annotations that fields of {@code eastWest} decide, in the order of the table. */
  Set<String> annotations() {
    return owners.keySet();
  }

  public FixedAddresses addresses() {
    return addresses;
  }

  /** Why one that should be internal may be public; empty if it is internal. */
  public Optional<ExposureDoubt> unsure(LoadBalancer asked) {
    return unsure.filter(reason -> internalBy.filter(asked::asks).isEmpty());
  }

  /** Whether they read the annotations of a Service of that class. */
  public boolean readClass(String name) {
    return classes.contains(name);
  }

  /** Whether there are no internal ones. */
  public boolean isInternetOnly() {
    return internetOnly;
  }

  public SourceRanges sourceRanges() {
    return sourceRanges;
  }

  /** What must be there before a load balancer is, in sentences. */
  public List<String> needs() {
    return needs;
  }

  /** The values that an annotation may have, if this is not one of them. */
  public Optional<List<String>> insteadOf(String annotation, String value) {
    return Optional.ofNullable(only.get(annotation)).filter(values -> !values.contains(value));
  }

  /** Whether the annotations of a Service make one of these internal. */
  boolean makeInternal(Map<String, String> annotations) {
    boolean elsewhere =
        annotations.entrySet().stream()
            .anyMatch(each -> insteadOf(each.getKey(), each.getValue()).isPresent());
    return !elsewhere
        && internal.entrySet().stream()
            .anyMatch(each -> each.getValue().equalsIgnoreCase(annotations.get(each.getKey())));
  }

  /** Empty where nothing checks the health of a gateway. */
  public Optional<HealthCheck> healthCheck() {
    return healthCheck;
  }

  /** What the Service of a gateway requests; annotations in the spec win. */
  public GatewayService service(EastWest eastWest, GatewayHealth health) {
    SortedMap<String, String> annotations = new TreeMap<>();
    for (LoadBalancerTable.Row row : rows) {
      if (row.reach().has(eastWest.exposure())) {
        row.says().write(eastWest.loadBalancer(), health, annotations);
      }
    }
    if (!eastWest.sourceRanges().isEmpty()) {
      List<String> admitted = eastWest.sourceRanges().stream().map(Located::value).toList();
      ranges.ifPresent(each -> annotations.put(each.key(), each.text().apply(admitted)));
    }
    GatewayService addressed =
        addressable.has(eastWest.exposure())
            ? addresses.ask(eastWest)
            : new NoAddresses().ask(eastWest);
    annotations.putAll(addressed.annotations());
    annotations.putAll(eastWest.loadBalancer().annotations());
    return new GatewayService(
        annotations, addressed.loadBalancerIp(), eastWest.loadBalancer().one(LoadBalancer.CLASS));
  }

  /** Whether an annotation makes them change the TLS that goes through them. */
  boolean changesTls(String annotation, String value) {
    boolean off = OFF.contains(value);
    return !off && tlsKeys.stream().anyMatch(annotation::contains)
        || tlsValues.stream().anyMatch(value::contains);
  }
}
