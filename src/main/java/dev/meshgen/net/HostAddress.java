package dev.meshgen.net;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An IP address or a host name, and why other clusters could never reach it. */
public record HostAddress(String text, Optional<IpAddress> ip) {

  /** Reads either; empty for anything else. A name may end with a dot. */
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

  /**
   * Why it is unreachable from outside of the machine or cluster itself; empty if it may be
   * reachable.
   */
  public Optional<String> unreachable(List<String> serviceRanges, String clusterDomain) {
    return ip.isPresent() ? unreachable(ip.get(), serviceRanges) : unreachableName(clusterDomain);
  }

  private static Optional<String> unreachable(IpAddress address, List<String> serviceRanges) {
    if (address.isLoopback()) {
      return Optional.of("is a loopback address");
    }
    if (address.isUnspecified()) {
      return Optional.of("is the unspecified address");
    }
    if (address.isLinkLocal()) {
      return Optional.of("is a link-local address, which no router forwards");
    }
    for (String range : serviceRanges) {
      Optional<Cidr> cidr = Cidr.parse(range);
      if (cidr.isPresent() && cidr.get().contains(address)) {
        return Optional.of(
            "is in the service range " + range + ", which only the cluster itself can reach");
      }
    }
    return Optional.empty();
  }

  private Optional<String> unreachableName(String clusterDomain) {
    if (text.equals("localhost")
        || text.endsWith(".localhost")
        || text.equals("localhost.localdomain")
        || text.equals("kubernetes.docker.internal")) {
      return Optional.of("is a loopback name");
    }
    boolean service =
        text.equals("kubernetes")
            || text.equals("kubernetes.default")
            || text.endsWith(".svc")
            || text.endsWith(".svc." + clusterDomain);
    return service
        ? Optional.of("is a service name, which every cluster resolves to its own service")
        : Optional.empty();
  }
}
