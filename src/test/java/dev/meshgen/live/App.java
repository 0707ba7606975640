package dev.meshgen.live;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An application with its Service on port 80, injected: a Deployment of {@link Agent}. */
public record App(LiveCluster cluster, String namespace, String name) {
  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: %1$s, labels: {istio-injection: enabled}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: %2$s, namespace: %1$s}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: %2$s, namespace: %1$s}
      spec:
        selector: {app: %2$s}
        ports: [{name: http, port: 80, targetPort: 8080}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: %2$s, namespace: %1$s}
      spec:
        replicas: %4$d
        selector: {matchLabels: {app: %2$s}}
        template:
          metadata: {labels: {app: %2$s}}
          spec:
            serviceAccountName: %2$s
            terminationGracePeriodSeconds: 15
            containers:
              - name: app
                image: %5$s
                ports: [{containerPort: 8080}]
                readinessProbe: {httpGet: {path: /, port: 8080}}
                env:
                  - {name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                  - {name: AGENT_NAME, value: %3$s/%1$s/$(POD_NAME)}
                volumeMounts: [{name: agent, mountPath: /agent}]
            volumes: [{name: agent, emptyDir: {}}]
      """;

  /** Deploys it; {@link #await} waits until it runs. */
  public static App deploy(LiveCluster cluster, String namespace, String name, int replicas) {
    cluster.apply(OBJECTS.formatted(namespace, name, cluster.name(), replicas, Images.APP));
    return new App(cluster, namespace, name);
  }

  /** Waits until all its Pods are ready. */
  public App await() {
    Ref deployment = Ref.deployment(namespace, name);
    Wait.until(
        name + " runs in " + cluster.name(),
        Duration.ofSeconds(90),
        () -> Applier.isRolledOut(cluster.client().get(deployment)));
    return this;
  }

  /** Waits until all Pods of some are ready. */
  public static void awaitAll(App... apps) {
    for (App app : apps) {
      app.await();
    }
  }

  public void scale(int replicas) {
    cluster.client().scale(Ref.deployment(namespace, name), replicas);
  }

  /** Replaces its Pods one by one, and waits until all are new. */
  public App restart() {
    Map<String, String> now = Map.of("kubectl.kubernetes.io/restartedAt", PodStatus.now());
    Map<String, Object> template = Map.of("metadata", Map.of("annotations", now));
    cluster
        .client()
        .merge(
            Ref.deployment(namespace, name),
            "",
            KubeClient.JSON.valueToTree(Map.of("spec", Map.of("template", template))));
    return await().awaitEnds();
  }

  /** Waits until no Pod of it is about to end any more. */
  public App awaitEnds() {
    int replicas =
        cluster.client().get(Ref.deployment(namespace, name)).at("/spec/replicas").asInt();
    Wait.until(
        "former Pods of " + name + " have ended in " + cluster.name(),
        Duration.ofSeconds(60),
        () -> pods().size() == replicas);
    return this;
  }

  /** Sends a request from one of its Pods. */
  public AgentClient.Answer get(String url) {
    return pod().agent().get(url);
  }

  /** Sends requests, and counts by which cluster they were answered; the lost ones are of none. */
  public Map<String, Integer> count(int requests, String url) {
    AgentClient agent = pod().agent();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < requests; i++) {
      counts.merge(agent.get(url).cluster(), 1, Integer::sum);
    }
    return counts;
  }

  /**
   * Sends requests, and gives who answered; a lost one was answered by no one, which counts as one.
   */
  public Set<String> answering(int requests, String url) {
    AgentClient agent = pod().agent();
    return Stream.generate(() -> agent.get(url).from()).limit(requests).collect(Collectors.toSet());
  }

  /** Of the control planes that injected its Pods. */
  public Set<String> revisions() {
    return pods().stream()
        .filter(RunningPod::isReady)
        .map(pod -> pod.pod().object().at("/metadata/annotations/sidecar.istio.io~1status"))
        .map(status -> KubeClient.JSON.readTree(status.asString("{}")).path("revision"))
        .map(revision -> revision.asString("none"))
        .collect(Collectors.toSet());
  }

  /** The versions of its proxies. */
  public Set<String> proxies() {
    return images("istio-proxy");
  }

  /** The tags of the images of a container in its ready Pods. */
  public Set<String> images(String container) {
    return pods().stream()
        .filter(RunningPod::isReady)
        .flatMap(pod -> pod.pod().containers().stream())
        .filter(each -> each.path("name").asString().equals(container))
        .map(each -> each.path("image").asString().replaceFirst(".*:", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** One of its Pods. */
  public RunningPod pod() {
    return cluster.pod(namespace, "app", name);
  }

  List<RunningPod> pods() {
    return cluster.kubelet().running(namespace, Map.of("app", name));
  }

  /** Under which everyone in the mesh reaches it. */
  public String url() {
    return "http://" + host() + "/";
  }

  public String host() {
    return name + "." + namespace + ".svc.cluster.local";
  }

  /** Whose certificate its proxy has. */
  public String identity() {
    return "spiffe://" + MeshSpec.TRUST_DOMAIN + "/ns/" + namespace + "/sa/" + name;
  }
}
