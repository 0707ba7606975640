package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.net.IpAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Addresses in one annotation. */
final class AnnotatedAddresses implements FixedAddresses {
  private final String annotation;
  private final boolean several;

  /** The annotation, and whether it takes more than one, separated by commas. */
  AnnotatedAddresses(String annotation, boolean several) {
    this.annotation = annotation;
    this.several = several;
  }

  @Override
  public GatewayService ask(EastWest eastWest) {
    List<String> addresses = AskedAddresses.of(eastWest).stream().map(IpAddress::text).toList();
    return GatewayService.annotated(
        addresses.isEmpty()
            ? Collections.emptySortedMap()
            : new TreeMap<>(Map.of(annotation, String.join(",", addresses))));
  }

  @Override
  public List<String> annotations() {
    return List.of(annotation);
  }

  @Override
  public Optional<String> mostOf(List<String> addresses) {
    return addresses.size() > 1 && !several ? Optional.of("one address") : Optional.empty();
  }
}
