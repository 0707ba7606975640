package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one node of a cluster, with the scheduler that has no choice: every Pod becomes a namespace
 * with its address, and its containers processes in it.
 */
final class Kubelet {
  private final KubeCluster cluster;
  private final KubeClient client;
  private final Place place;
  private final Path folder;
  private final Path logs;
  private final Informer secrets;
  private final Informer configMaps;
  private final Map<String, RunningPod> pods = new ConcurrentHashMap<>();
  private final AtomicInteger addresses = new AtomicInteger(10);
  private Informer existing;

  /**
   * Where the node is.
   *
   * @param podCidr a /16
   */
  record Place(String region, String zone, String podCidr, AgentClient agent) {}

  Kubelet(KubeCluster cluster, KubeClient client, Place place, Path folder, Path logs) {
    this.cluster = cluster;
    this.client = client;
    this.place = place;
    this.folder = folder;
    this.logs = logs;
    this.secrets = Informer.start(client, "v1", "Secret");
    this.configMaps = Informer.start(client, "v1", "ConfigMap");
  }

  /** Registers the node, and runs what there is to run from now on. */
  void start() {
    register();
    secrets.listen(object -> pods.values().forEach(RunningPod::refresh));
    configMaps.listen(object -> pods.values().forEach(RunningPod::refresh));
    existing = Informer.start(client, "v1", "Pod");
    existing.listen(this::see);
  }

  KubeClient client() {
    return client;
  }

  AgentClient agent() {
    return place.agent();
  }

  String address() {
    return cluster.address();
  }

  private String nodeName() {
    return cluster.name() + "-node";
  }

  private void register() {
    Map<String, Object> info = Map.of("kubeletVersion", "v1.34.4", "operatingSystem", "linux");
    Map<String, String> labels =
        Map.of(
            "kubernetes.io/hostname", nodeName(),
            "kubernetes.io/os", "linux",
            "topology.kubernetes.io/region", place.region(),
            "topology.kubernetes.io/zone", place.zone());
    Ref node = new Ref("v1", "Node", "", nodeName());
    client.apply(
        KubeClient.JSON.valueToTree(
            Map.of(
                "apiVersion", "v1",
                "kind", "Node",
                "metadata", Map.of("name", nodeName(), "labels", labels))),
        "kubelet",
        "");
    Map<String, Object> ready = Map.of("type", "Ready", "status", "True", "reason", "KubeletReady");
    Map<String, Object> address = Map.of("type", "InternalIP", "address", address());
    client.merge(
        node,
        "/status",
        KubeClient.JSON.valueToTree(
            Map.of(
                "status",
                Map.of(
                    "conditions", List.of(ready),
                    "addresses", List.of(address),
                    "nodeInfo", info))));
  }

  private synchronized void see(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    String uid = metadata.path("uid").asString();
    boolean exists =
        existing
            .find(metadata.path("namespace").asString(), metadata.path("name").asString())
            .filter(now -> now.path("metadata").path("uid").asString().equals(uid))
            .isPresent();
    boolean ending = !exists || metadata.has("deletionTimestamp");
    RunningPod known = pods.get(uid);
    if (known != null && ending) {
      known.delete();
    } else if (known == null && exists && ending) {
      remove(object);
    } else if (known == null && exists && !isOver(object)) {
      run(uid, object);
    }
  }

  private static boolean isOver(JsonNode object) {
    String phase = object.path("status").path("phase").asString("");
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  private void run(String uid, JsonNode object) {
    int number = addresses.getAndIncrement();
    String address =
        place.podCidr().replaceFirst("\\.0\\.0/16$", "." + number / 250 + "." + number % 250);
    String name = object.path("metadata").path("name").asString();
    String namespace = object.path("metadata").path("namespace").asString();
    Path own = folder.resolve("pods").resolve(String.valueOf(number));
    Path output = logs.resolve("pods").resolve(namespace).resolve(name);
    try {
      Files.createDirectories(own);
      Files.createDirectories(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ObjectNode here = (ObjectNode) object.deepCopy();
    ((ObjectNode) here.path("spec")).put("nodeName", nodeName());
    Pod pod = new Pod(here, address, address(), own, output);
    PodValues values = new PodValues(pod, secrets, configMaps);
    Netns netns = network(number, address);
    RunningPod running = new RunningPod(pod, netns, this, values);
    pods.put(uid, running);
    Thread thread = new Thread(running, "pod " + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** A namespace behind the node, which is its only neighbour. */
  private Netns network(int number, String address) {
    return Netns.create(
        "pod-" + cluster.name() + "-" + number,
        """
        ip link add "p$2" netns "$3" type veth peer name eth0 netns "$1"
        ip -n "$3" addr add 169.254.1.1/32 dev "p$2"
        ip -n "$3" link set "p$2" up
        ip -n "$3" route add "$4/32" dev "p$2"
        ip -n "$1" addr add "$4/32" dev eth0
        ip -n "$1" link set eth0 up
        ip -n "$1" route add 169.254.1.1 dev eth0 scope link
        ip -n "$1" route add default via 169.254.1.1
        nsenter --net="/run/netns/$1" sh -c 'echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start'
        """,
        String.valueOf(number),
        cluster.node().name(),
        address);
  }

  /** Puts a Pod on the node, unless it is there. */
  void bind(Pod pod) {
    Map<String, Object> node = Map.of("apiVersion", "v1", "kind", "Node", "name", nodeName());
    Map<String, Object> metadata = Map.of("name", pod.name(), "namespace", pod.namespace());
    try {
      client.post(
          client.path(pod.ref()) + "/binding",
          KubeClient.JSON.valueToTree(Map.of("metadata", metadata, "target", node)));
    } catch (KubeClient.Refused e) {
      if (e.status() != 409) {
        throw e;
      }
    }
  }

  /** The Pod has ended. */
  void forget(Pod pod) {
    pods.remove(pod.uid());
    remove(pod.object());
  }

  private void remove(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    Ref ref = Ref.pod(metadata.path("namespace").asString(), metadata.path("name").asString());
    String uid = metadata.path("uid").asString();
    try {
      client.delete(ref, "{\"gracePeriodSeconds\":0,\"preconditions\":{\"uid\":\"" + uid + "\"}}");
    } catch (KubeClient.Refused e) {
      log(e.getMessage());
    }
  }

  /** An event, which is what people look for. */
  void warn(Pod pod, String reason, String message) {
    log(pod.ref() + ": " + reason + ": " + message);
    Map<String, Object> involved =
        Map.of(
            "apiVersion", "v1",
            "kind", "Pod",
            "name", pod.name(),
            "namespace", pod.namespace(),
            "uid", pod.uid());
    client.post(
        "/api/v1/namespaces/" + pod.namespace() + "/events",
        KubeClient.JSON.valueToTree(
            Map.of(
                "metadata",
                Map.of("generateName", pod.name() + ".", "namespace", pod.namespace()),
                "involvedObject",
                involved,
                "reason",
                reason,
                "message",
                message,
                "type",
                "Warning")));
  }

  /** The Pods that run, with the labels of a Service's selector or a Deployment. */
  List<RunningPod> running(String namespace, Map<String, String> labels) {
    List<RunningPod> found = new ArrayList<>();
    for (RunningPod each : pods.values()) {
      JsonNode own = each.pod().object().path("metadata").path("labels");
      if (each.pod().namespace().equals(namespace)
          && labels.entrySet().stream()
              .allMatch(label -> own.path(label.getKey()).asString("").equals(label.getValue()))) {
        found.add(each);
      }
    }
    return found;
  }

  Optional<RunningPod> find(String namespace, String name) {
    return pods.values().stream()
        .filter(each -> each.pod().ref().equals(Ref.pod(namespace, name)))
        .findFirst();
  }

  List<RunningPod> all() {
    return List.copyOf(pods.values());
  }

  void log(String line) {
    synchronized (System.out) {
      try {
        Files.writeString(
            logs.resolve("kubelet.log"),
            PodStatus.now() + " " + line + "\n",
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
