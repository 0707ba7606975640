package dev.meshgen.live;

import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A whole cluster: its servers, and what its node does. */
public final class LiveCluster {
  /** How a line of a log begins. */
  private static final Pattern LOGGED = Pattern.compile("^\\d{4}[-/]\\d{2}[-/]\\d{2}[ T]");

  private final KubeCluster servers;
  private final Wan wan;
  private final String podCidr;
  private final Path folder;
  private final Path logs;
  private KubeClient client;
  private Kubelet kubelet;
  private AgentClient agent;
  private Optional<Capture> capture = Optional.empty();

  private LiveCluster(KubeCluster servers, Wan wan, String podCidr, Path folder, Path logs) {
    this.servers = servers;
    this.wan = wan;
    this.podCidr = podCidr;
    this.folder = folder;
    this.logs = logs;
  }

  /** Starts its servers; {@link #join} waits for them. */
  static LiveCluster start(String name, String podCidr, Wan wan, Path folder, Path logs) {
    try {
      Files.createDirectories(folder);
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String address = wan.nodeAddress();
    Netns node = wan.node(name, address, podCidr);
    KubeCluster servers = KubeCluster.start(name, address, node, folder, logs);
    return new LiveCluster(servers, wan, podCidr, folder, logs);
  }

  /** Waits for the API server, and starts all that follows it. */
  void join() {
    client = servers.connect();
    capture = Capture.start(servers, folder.resolve("capture"), logs);
    agent = startAgent();
    Informer services = Informer.start(client, "v1", "Service");
    Informer slices = Informer.start(client, "discovery.k8s.io/v1", "EndpointSlice");
    String names = NameServer.start(name(), services, wan);
    new KubeProxy(node(), names, services, slices).start();
    new LiveLoadBalancers(wan, node(), client).start(services);
    Kubelet.Place place = new Kubelet.Place("region-" + name(), "zone-" + name(), podCidr, agent);
    kubelet = new Kubelet(servers, client, place, folder, logs);
    kubelet.start();
    Informer policies = Informer.start(client, "networking.k8s.io/v1", "NetworkPolicy");
    new LiveNetworkPolicies(node(), podCidr, kubelet, policies).start();
  }

  private AgentClient startAgent() {
    Path socket = folder.resolve("agent");
    Shell.start(
        node().command(Images.agent(socket.toString())),
        Map.of("PATH", System.getenv("PATH")),
        logs.resolve("agent.log"));
    Wait.until("the agent of " + name(), Duration.ofSeconds(20), () -> Files.exists(socket));
    return new AgentClient(socket);
  }

  public String name() {
    return servers.name();
  }

  Netns node() {
    return servers.node();
  }

  String podCidr() {
    return podCidr;
  }

  KubeCluster servers() {
    return servers;
  }

  public KubeClient client() {
    return client;
  }

  Kubelet kubelet() {
    return kubelet;
  }

  /** Sends requests from a node, which has no proxy. */
  public AgentClient agent() {
    return agent;
  }

  Path logs() {
    return logs;
  }

  /** Of what goes over its node, if that can be had here. */
  Optional<Capture> capture() {
    return capture;
  }

  /** Routes to the Pods of another cluster of the network. */
  void routeTo(LiveCluster other) {
    Shell.run(
        "ip",
        "-n",
        node().name(),
        "route",
        "add",
        other.podCidr,
        "via",
        other.servers.address(),
        "dev",
        "wan0");
  }

  /**
   * Takes the whole cluster off the network, as seen by others: it is dead, or {@link
   * #reconnect}ed.
   */
  public void disconnect() {
    wan.connect(servers.address(), false);
  }

  public void reconnect() {
    wan.connect(servers.address(), true);
  }

  /** Its API server goes for good, and all else stays. */
  public void stopApiServer() {
    servers.stopApiServer();
  }

  /** The address that a load balancer gave to a Service. */
  public String balancer(String namespace, String service) {
    return Wait.get(
        "an address of " + service + " in " + name(),
        Duration.ofSeconds(30),
        () ->
            Optional.of(
                    client
                        .get(Ref.service(namespace, service))
                        .at("/status/loadBalancer/ingress/0/ip")
                        .asString(""))
                .filter(address -> !address.isEmpty()));
  }

  /** The first Pod with a label, once it is ready. */
  public RunningPod pod(String namespace, String label, String value) {
    return Wait.get(
        "a Pod with " + label + "=" + value + " in " + name(),
        Duration.ofMinutes(1),
        () ->
            kubelet.running(namespace, Map.of(label, value)).stream()
                .filter(RunningPod::isReady)
                .findFirst());
  }

  /** Applies objects as their owner. */
  public void apply(String yaml) {
    for (var object : ConsumerYaml.read(yaml)) {
      client.apply(object, "owner", "default");
    }
  }

  /** Installs CustomResourceDefinitions that the tree expects, as its owner. */
  public void install(String definitions) {
    Definitions.of(definitions).forEach(this::apply);
  }

  /** Applies CustomResourceDefinitions, and waits until they are served. */
  public void define(String yaml) {
    Applier applier = new Applier(client, "owner", "default");
    applier.apply(ConsumerYaml.read(yaml).stream().filter(JsonNode::isObject).toList());
    applier.awaitHealthy("definitions");
  }

  /** Why the API server, and whom it asks, would not take an object, if so. */
  public Optional<String> refusal(JsonNode object) {
    Ref ref = Ref.of(object);
    try {
      String query = "?force=true&fieldManager=owner&dryRun=All&fieldValidation=Strict";
      client.call(
          "PATCH", client.path(ref) + query, "application/apply-patch+yaml", object.toString());
      return Optional.empty();
    } catch (KubeClient.Refused e) {
      return Optional.of(ref + ": " + e.getMessage());
    }
  }

  /** The token in a Secret. */
  public String token(Ref secret) {
    return Wait.get(
        "a token in " + secret + " of " + name(),
        Duration.ofSeconds(10),
        () ->
            Optional.of(client.get(secret).at("/data/token"))
                .filter(JsonNode::isString)
                .map(token -> Base64.getDecoder().decode(token.asString()))
                .map(token -> new String(token, StandardCharsets.UTF_8)));
  }

  /** Whether the API server takes a token for somebody's. */
  public boolean admits(String token) {
    Map<String, Object> review = Map.of("spec", Map.of("token", token));
    return client
        .post("/apis/authentication.k8s.io/v1/tokenreviews", KubeClient.JSON.valueToTree(review))
        .at("/status/authenticated")
        .asBoolean(false);
  }

  /** A request of the debug interface of an istiod, asked inside; what it logs is left out. */
  public String debug(RunningPod istiod, String path) {
    List<String> command = List.of("/usr/local/bin/pilot-discovery", "request", "GET", path);
    return istiod
        .process("discovery")
        .map(process -> process.exec(command).out())
        .orElse("")
        .lines()
        .filter(line -> !LOGGED.matcher(line).find())
        .collect(Collectors.joining("\n"));
  }
}
