package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** One address of each family. */
final class AksAddresses implements FixedAddresses {
  private final String annotation;

  /** The annotation that requests an address, without the number of its family. */
  AksAddresses(String annotation) {
    this.annotation = annotation;
  }

  @Override
  public GatewayService ask(EastWest eastWest) {
    SortedMap<String, String> annotations = new TreeMap<>();
    for (IpAddress ip : AskedAddresses.of(eastWest)) {
      annotations.put(annotation + ip.family(), ip.text());
    }
    return GatewayService.annotated(annotations);
  }

  @Override
  public List<String> annotations() {
    return List.of(annotation + 4, annotation + 6);
  }

  @Override
  public Optional<String> mostOf(List<String> addresses) {
    Set<Integer> families = new TreeSet<>();
    for (String address : addresses) {
      Optional<IpAddress> ip = IpAddress.parse(address);
      if (ip.isPresent() && !families.add(ip.get().family())) {
        return Optional.of("one address of each family");
      }
    }
    return Optional.empty();
  }
}
