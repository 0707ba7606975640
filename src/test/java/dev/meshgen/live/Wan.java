package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What connects the nodes of all clusters, and their load balancers: a bridge in the sandbox's own
 * namespace. Pods have no addresses here.
 */
final class Wan {
  /** The addresses of nodes and load balancers. */
  static final String CIDR = "10.99.0.0/24";

  private static final String PREFIX = "10.99.0.";

  /** Where the harness itself is. */
  static final String HARNESS = PREFIX + "254";

  private static final int FIRST_NODE = 11;
  private static final int FIRST_BALANCER = 101;

  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final AtomicInteger nodes = new AtomicInteger(FIRST_NODE);
  private final AtomicInteger balancers = new AtomicInteger(FIRST_BALANCER);

  Wan() {
    Shell.run(
        "sh",
        "-ec",
        "ip link set lo up; ip link add wan type bridge; ip addr add \"$1\" dev wan; ip link set wan up",
        "sh",
        HARNESS + "/24");
  }

  /** An address for the nodes of a cluster. */
  String nodeAddress() {
    return PREFIX + nodes.getAndIncrement();
  }

  /** An address for a load balancer. */
  String balancerAddress() {
    return PREFIX + balancers.getAndIncrement();
  }

  /** Gives a name to an address. */
  void publish(String host, String address) {
    names.put(host, address);
    Path hosts = Lab.FOLDER.resolve("hosts");
    StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
    names.forEach((name, at) -> lines.append(at).append(' ').append(name).append('\n'));
    try {
      boolean first = !Files.exists(hosts);
      Files.writeString(hosts, lines, StandardCharsets.UTF_8);
      if (first) {
        // What the API servers read: they run on a node, and ask no name server of a cluster.
        Shell.run("mount", "--bind", hosts.toString(), "/etc/hosts");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of a name outside of all clusters. */
  Optional<String> find(String host) {
    return Optional.ofNullable(names.get(host));
  }

  /** A namespace for the nodes of a cluster, which routes for its Pods. */
  Netns node(String cluster, String address, String podCidr) {
    return Netns.create(
        "node-" + cluster,
        """
        ip link add wan0 netns "$1" type veth peer name "w$2"
        ip link set "w$2" master wan up
        ip -n "$1" addr add "$2/24" dev wan0
        ip -n "$1" link set wan0 up
        nsenter --net="/run/netns/$1" sh -ec '
          echo 1 >/proc/sys/net/ipv4/ip_forward
          echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter
          iptables -t nat -N SERVICES
          iptables -t nat -A PREROUTING -j SERVICES
          iptables -t nat -A OUTPUT -j SERVICES
          iptables -t nat -A POSTROUTING -o wan0 -s "$1" -d "$2" -j MASQUERADE
        ' sh "$3" "$4"
        """,
        address,
        podCidr,
        CIDR);
  }

  /** Takes a cluster's nodes off the network, or puts them back. */
  void connect(String address, boolean connected) {
    Shell.run("ip", "link", "set", "w" + address, connected ? "up" : "down");
  }
}
