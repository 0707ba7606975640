package dev.meshgen.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Enforces NetworkPolicies on connections that come in over TCP, as a network plugin does, by rules
 * in the namespace of the nodes; what comes from the node itself is always let in. It knows rules
 * with ports and from all Pods of the cluster.
 */
final class LiveNetworkPolicies {
  private static final int PAUSE = 250;

  private final Netns node;
  private final String podCidr;
  private final Kubelet kubelet;
  private final Informer policies;
  private String written = "";

  LiveNetworkPolicies(Netns node, String podCidr, Kubelet kubelet, Informer policies) {
    this.node = node;
    this.podCidr = podCidr;
    this.kubelet = kubelet;
    this.policies = policies;
  }

  void start() {
    write();
    node.run("iptables", "--wait", "5", "-A", "FORWARD", "-p", "tcp", "--syn", "-j", "POLICIES");
    Thread thread = new Thread(this::follow, "network policies " + node.name());
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    while (true) {
      Wait.pause(PAUSE);
      write();
    }
  }

  /** A Pod that any policy selects gets what one of them lets in, and nothing else. */
  private void write() {
    Set<String> selected = new TreeSet<>();
    Set<String> rules = new TreeSet<>();
    for (JsonNode policy : policies.all()) {
      if (policy.at("/spec/policyTypes").valueStream().anyMatch(LiveNetworkPolicies::isIngress)) {
        for (RunningPod pod : selected(policy)) {
          selected.add("-A POLICIES -d " + pod.address() + "/32 -p tcp -j DROP");
          policy.at("/spec/ingress").forEach(rule -> rules.addAll(rules(pod, rule)));
        }
      }
    }
    List<String> all = new ArrayList<>(List.of("*filter", ":POLICIES - [0:0]", "-F POLICIES"));
    all.addAll(rules);
    all.addAll(selected);
    all.add("COMMIT\n");
    String text = String.join("\n", all);
    if (!text.equals(written)) {
      Shell.Done done =
          Shell.attempt(node.command(List.of("iptables-restore", "--wait=5", "--noflush")), text);
      if (!done.ok()) {
        throw new IllegalStateException(done.out() + text);
      }
      written = text;
    }
  }

  private static boolean isIngress(JsonNode type) {
    return type.asString().equals("Ingress");
  }

  private List<RunningPod> selected(JsonNode policy) {
    JsonNode selector = policy.at("/spec/podSelector");
    understand(selector, "matchLabels");
    Map<String, String> labels = new LinkedHashMap<>();
    for (var label : selector.path("matchLabels").properties()) {
      labels.put(label.getKey(), label.getValue().asString());
    }
    return kubelet.running(policy.at("/metadata/namespace").asString(), labels);
  }

  private Set<String> rules(RunningPod pod, JsonNode rule) {
    understand(rule, "ports", "from");
    for (JsonNode peer : rule.path("from")) {
      if (!peer.toString().equals("{\"namespaceSelector\":{}}")) {
        throw new IllegalStateException("a NetworkPolicy admits from " + peer);
      }
    }
    Set<String> rules = new TreeSet<>();
    for (JsonNode port : rule.path("ports")) {
      rules.add(
          "-A POLICIES -d %s/32%s -p tcp --dport %s -j ACCEPT"
              .formatted(
                  pod.address(),
                  rule.has("from") ? " -s " + podCidr : "",
                  port.path("port").asString()));
    }
    return rules;
  }

  private static void understand(JsonNode object, String... fields) {
    for (var field : object.properties()) {
      if (!List.of(fields).contains(field.getKey())) {
        throw new IllegalStateException("a NetworkPolicy with " + object);
      }
    }
  }
}
