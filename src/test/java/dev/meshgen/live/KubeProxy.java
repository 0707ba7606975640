package dev.meshgen.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Leads the addresses of Services and load balancers to their Pods, by rules in the namespace of
 * the nodes.
 */
final class KubeProxy {
  private static final int PAUSE = 100;

  private final Netns node;
  private final String names;
  private final Informer services;
  private final Informer slices;
  private volatile boolean changed = true;
  private String written = "";

  /**
   * @param names where the name server listens, {@code address:port}
   */
  KubeProxy(Netns node, String names, Informer services, Informer slices) {
    this.node = node;
    this.names = names;
    this.services = services;
    this.slices = slices;
  }

  void start() {
    services.listen(object -> changed = true);
    slices.listen(object -> changed = true);
    write();
    Thread thread = new Thread(this::follow, "kube-proxy " + node.name());
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    while (true) {
      if (changed) {
        changed = false;
        write();
      }
      Wait.pause(PAUSE);
    }
  }

  private void write() {
    List<String> rules = new ArrayList<>();
    rules.add(rule(KubeCluster.NAME_SERVICE, "udp", "53", "", names));
    for (JsonNode service : services.all()) {
      for (JsonNode port : service.path("spec").path("ports")) {
        List<String> backends = backends(service, port);
        for (String address : addresses(service)) {
          rules.addAll(rules(address, port, backends));
        }
      }
    }
    String text = "*nat\n-F SERVICES\n" + String.join("\n", rules) + "\nCOMMIT\n";
    if (!text.equals(written)) {
      Shell.Done done =
          Shell.attempt(node.command(List.of("iptables-restore", "--wait=5", "--noflush")), text);
      if (!done.ok()) {
        throw new IllegalStateException(done.out() + text);
      }
      written = text;
    }
  }

  private static List<String> rules(String address, JsonNode port, List<String> backends) {
    List<String> rules = new ArrayList<>();
    String protocol = port.path("protocol").asString("TCP").toLowerCase(Locale.ROOT);
    for (int i = 0; i < backends.size(); i++) {
      int left = backends.size() - i;
      String share =
          left == 1 ? "" : " -m statistic --mode random --probability %.5f".formatted(1.0 / left);
      rules.add(rule(address, protocol, port.path("port").asString(), share, backends.get(i)));
    }
    return rules;
  }

  private static String rule(
      String address, String protocol, String port, String share, String backend) {
    return "-A SERVICES -d %s/32 -p %s --dport %s%s -j DNAT --to-destination %s"
        .formatted(address, protocol, port, share, backend);
  }

  private static List<String> addresses(JsonNode service) {
    List<String> addresses = new ArrayList<>();
    String own = service.path("spec").path("clusterIP").asString("");
    if (!own.isEmpty() && !own.equals("None")) {
      addresses.add(own);
    }
    for (JsonNode ingress : service.path("status").path("loadBalancer").path("ingress")) {
      addresses.add(ingress.path("ip").asString());
    }
    return addresses;
  }

  private List<String> backends(JsonNode service, JsonNode port) {
    TreeSet<String> backends = new TreeSet<>();
    JsonNode metadata = service.path("metadata");
    for (JsonNode slice : slices.all()) {
      JsonNode of = slice.path("metadata").path("labels").path("kubernetes.io/service-name");
      if (!of.asString("").equals(metadata.path("name").asString())
          || !slice.path("metadata").path("namespace").equals(metadata.path("namespace"))) {
        continue;
      }
      for (JsonNode target : slice.path("ports")) {
        if (!target.path("name").asString("").equals(port.path("name").asString(""))) {
          continue;
        }
        for (JsonNode endpoint : slice.path("endpoints")) {
          if (endpoint.path("conditions").path("ready").asBoolean(true)) {
            for (JsonNode address : endpoint.path("addresses")) {
              backends.add(address.asString() + ":" + target.path("port").asString());
            }
          }
        }
      }
    }
    return List.copyOf(backends);
  }
}
