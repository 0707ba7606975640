package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.model.EastWest.Exposure;
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
  private final List<LoadBalancerTable.Row> rows;
  private final List<LoadBalancerTable.Field> fields;
  private final Map<String, String> owners;
  private final FixedAddresses addresses;
  private final HealthCheck healthCheck;
  private final List<String> tlsKeys;
  private final List<String> tlsValues;

  LoadBalancers(LoadBalancerTable table) {
    rows = List.copyOf(table.rows);
    fields = List.copyOf(table.fields);
    owners = Collections.unmodifiableMap(new LinkedHashMap<>(table.owners));
    addresses = table.addresses;
    healthCheck = table.healthCheck;
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

  public HealthCheck healthCheck() {
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
    GatewayService addressed = addresses.ask(eastWest);
    annotations.putAll(addressed.annotations());
    annotations.putAll(eastWest.loadBalancer().annotations());
    return new GatewayService(annotations, addressed.loadBalancerIp());
  }

  /** Whether an annotation makes them change the TLS that goes through them. */
  boolean changesTls(String annotation, String value) {
    boolean off = value.isEmpty() || value.equals("false") || value.equals("tcp");
    return !off && tlsKeys.stream().anyMatch(annotation::contains)
        || tlsValues.stream().anyMatch(value::contains);
  }
}
