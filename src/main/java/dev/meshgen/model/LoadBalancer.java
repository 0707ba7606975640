package dev.meshgen.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is requested from a load balancer. The schema says which fields there are, and the platform
 * which of them it takes: between the two they are carried by name.
 *
 * @param fields what the spec says, by field; a field with one value is a list of one
 * @param annotations further ones, of the Service
 */
public record LoadBalancer(
    SortedMap<String, List<Located<String>>> fields, SortedMap<String, String> annotations) {
  /** IP addresses. */
  public static final String ADDRESSES = "addresses";

  /** Name of a reserved address. */
  public static final String ADDRESS_NAME = "addressName";

  /** Names or IDs of subnets. */
  public static final String SUBNETS = "subnets";

  /** Name of the pool that its addresses come from. */
  public static final String ADDRESS_POOL = "addressPool";

  /** Whose it is, where the platform does not say. */
  public static final String PROVIDER = "provider";

  /** The field {@code loadBalancerClass} of the Service. */
  public static final String CLASS = "class";

  public LoadBalancer {
    fields = Collections.unmodifiableSortedMap(copy(fields));
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /** What a field says; nothing where the spec leaves it out. */
  public List<Located<String>> of(String field) {
    return fields.getOrDefault(field, List.of());
  }

  /** What a field with one value says. */
  public Optional<String> one(String field) {
    return of(field).stream().map(Located::value).findFirst();
  }

  /** Whether the spec requests it. */
  public boolean asks(String field) {
    return !of(field).isEmpty();
  }

  private static SortedMap<String, List<Located<String>>> copy(
      Map<String, List<Located<String>>> fields) {
    SortedMap<String, List<Located<String>>> copy = new TreeMap<>();
    fields.forEach((field, values) -> copy.put(field, List.copyOf(values)));
    return copy;
  }
}
