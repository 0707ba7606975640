package dev.meshgen.net;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An IP address or a host name, and why other clusters could never reach it. */
public record HostAddress(String text, Optional<IpAddress> ip) {

  /** Reads either; empty for what is neither. A trailing dot is a name's right. */
  public static Optional<HostAddress> parse(String text) {
    Optional<IpAddress> ip = IpAddress.parse(text);
    String lower = text.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    boolean valid = ip.isPresent() || DnsName.isName(name) && !DnsName.endsInNumber(name);
    return valid ? Optional.of(new HostAddress(name, ip)) : Optional.empty();
  }

  /** One text for every spelling of one address. */
  public String canonical() {
    return ip.map(address -> address.family() + "/" + address.value().toString(16)).orElse(text);
  }

  /** Why nobody outside of the machine or the cluster itself gets there; empty if they might. */
  public Optional<String> unreachable(List<String> serviceRanges, String clusterDomain) {
    return ip.isPresent() ? unreachable(ip.get(), serviceRanges) : unreachableName(clusterDomain);
  }

  private static Optional<String> unreachable(IpAddress address, List<String> serviceRanges) {
    if (address.isLoopback()) {
      return Optional.of("is a loopback address: every machine's own");
    }
    if (address.isUnspecified()) {
      return Optional.of("is no address to connect to");
    }
    if (address.isLinkLocal()) {
      return Optional.of("is a link-local address, which no router forwards");
    }
    for (String range : serviceRanges) {
      Optional<Cidr> cidr = Cidr.parse(range);
      if (cidr.isPresent() && cidr.get().contains(address)) {
        return Optional.of(
            "lies in the service range " + range + ", which only the cluster itself knows");
      }
    }
    return Optional.empty();
  }

  private Optional<String> unreachableName(String clusterDomain) {
    if (text.equals("localhost")
        || text.endsWith(".localhost")
        || text.equals("localhost.localdomain")
        || text.equals("kubernetes.docker.internal")) {
      return Optional.of("is a loopback name: every machine's own");
    }
    boolean service =
        text.equals("kubernetes")
            || text.equals("kubernetes.default")
            || text.endsWith(".svc")
            || text.endsWith(".svc." + clusterDomain);
    return service
        ? Optional.of("is a service name, which in every cluster means that cluster's own service")
        : Optional.empty();
  }
}
