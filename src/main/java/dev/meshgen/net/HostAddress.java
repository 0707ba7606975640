package dev.meshgen.net;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An IP address or a host name, and the one answer whether other clusters could ever reach it: for
 * the spec, for credentials, for gateways.
 */
public record HostAddress(String text, Optional<IpAddress> ip) {
  /** The names that hosts files give to the machine itself, besides all below {@code localhost}. */
  private static final Set<String> LOOPBACK =
      Set.of(
          "localhost",
          "localhost.localdomain",
          "localhost4",
          "localhost4.localdomain4",
          "localhost6",
          "localhost6.localdomain6",
          "ip6-localhost",
          "ip6-loopback",
          "kubernetes.docker.internal");

  /** Reads either; empty for anything else. A name may end with a dot. */
  public static Optional<HostAddress> parse(String text) {
    Optional<IpAddress> ip = IpAddress.parse(text);
    String lower = text.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    boolean valid = ip.isPresent() || DnsName.isName(name) && !DnsName.endsInNumber(name);
    return valid ? Optional.of(new HostAddress(name, ip)) : Optional.empty();
  }

  public boolean isIpv6() {
    return ip.isPresent() && ip.get().family() == 6;
  }

  /** One text for every spelling of one address. */
  public String canonical() {
    return ip.map(IpAddress::canonical).orElse(text);
  }

  /**
   * Whether what is sent there stays on this machine. Not so of every name that hosts files give to
   * it: others may resolve that.
   */
  public boolean isThisMachine() {
    return ip.map(IpAddress::isLoopback)
        .orElseGet(() -> text.equals("localhost") || text.endsWith(".localhost"));
  }

  /** Why no other machine reaches it; empty if one may. */
  public Optional<String> unroutable() {
    if (ip.isPresent()) {
      return unroutable(ip.get());
    }
    return LOOPBACK.contains(text) || text.endsWith(".localhost")
        ? Optional.of("is a loopback name")
        : Optional.empty();
  }

  /**
   * Why it is unreachable from outside of the machine or cluster itself; empty if it may be
   * reachable.
   *
   * @param scope of the cluster that the address belongs to
   */
  public Optional<String> unreachable(ClusterScope scope) {
    return unroutable().or(() -> ip.isPresent() ? service(ip.get(), scope) : serviceName(scope));
  }

  private static Optional<String> unroutable(IpAddress address) {
    if (address.isLoopback()) {
      return Optional.of("is a loopback address");
    }
    if (address.isUnspecified()) {
      return Optional.of("is the unspecified address");
    }
    if (address.isLinkLocal()) {
      return Optional.of("is a link-local address, which no router forwards");
    }
    if (address.isMulticast()) {
      return Optional.of("is a multicast address");
    }
    return Optional.empty();
  }

  private static Optional<String> service(IpAddress address, ClusterScope scope) {
    for (String range : scope.serviceRanges()) {
      Optional<Cidr> cidr = Cidr.parse(range);
      if (cidr.isPresent() && cidr.get().contains(address)) {
        return Optional.of(
            "is in the service range " + range + ", which only the cluster itself can reach");
      }
    }
    return Optional.empty();
  }

  private Optional<String> serviceName(ClusterScope scope) {
    // Whatever the domain of this mesh, these names mean the cluster's own services wherever they
    // resolve.
    boolean service =
        text.equals("kubernetes")
            || text.equals("kubernetes.default")
            || text.startsWith("kubernetes.default.svc.")
            || text.endsWith(".svc")
            || text.endsWith(".svc.cluster.local")
            || text.endsWith(".svc." + scope.clusterDomain());
    return service
        ? Optional.of("is a service name, which every cluster resolves to its own service")
        : Optional.empty();
  }
}
