package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The real controllers of Flux in a cluster. */
public final class FluxControllers {
  public static final List<String> PROGRAMS =
      List.of("source-controller", "kustomize-controller", "helm-controller");

  private static final String NAMESPACE = "flux-system";
  private static final String CONDITIONS = "/status/conditions";
  private static final String ASKED = "reconcile.fluxcd.io/requestedAt";
  private static final String BOOTSTRAP =
      """
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: {name: platform, namespace: flux-system}
      spec: {interval: 1h, url: "%1$s", ref: {branch: main}}
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: mesh, namespace: flux-system}
      spec:
        interval: 1h
        path: ./rendered/flux/%2$s
        prune: true
        sourceRef: {kind: GitRepository, name: platform}
      """;

  private static final String KEY =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: sops-age, namespace: flux-system}
      data: {clusters.agekey: %s}
      """;

  /** Of what a tree and Istio's charts have. */
  private static final Map<String, List<String>> APPLIED =
      Map.ofEntries(
          Map.entry("v1", List.of("Namespace", "Secret", "ConfigMap", "Service", "ServiceAccount")),
          Map.entry("apps/v1", List.of("Deployment", "DaemonSet")),
          Map.entry("policy/v1", List.of("PodDisruptionBudget")),
          Map.entry("autoscaling/v2", List.of("HorizontalPodAutoscaler")),
          Map.entry("networking.k8s.io/v1", List.of("NetworkPolicy")),
          Map.entry("apiextensions.k8s.io/v1", List.of("CustomResourceDefinition")),
          Map.entry(
              "rbac.authorization.k8s.io/v1",
              List.of("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding")),
          Map.entry(
              "admissionregistration.k8s.io/v1",
              List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")),
          Map.entry("networking.istio.io/v1", List.of("Gateway")),
          Map.entry("security.istio.io/v1", List.of("PeerAuthentication")),
          Map.entry("source.toolkit.fluxcd.io/v1", List.of("OCIRepository")),
          Map.entry("kustomize.toolkit.fluxcd.io/v1", List.of("Kustomization")),
          Map.entry("helm.toolkit.fluxcd.io/v2", List.of("HelmRelease")));

  /** By which Flux marks what it applies. */
  private static final List<String> MARKS =
      List.of("kustomize.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/name");

  private static final Map<String, String> KINDS =
      Map.of(
          "Kustomization", "kustomize.toolkit.fluxcd.io/v1",
          "HelmRelease", "helm.toolkit.fluxcd.io/v2");

  private final LiveCluster cluster;
  private final FluxSources sources;
  private int asked;

  private FluxControllers(LiveCluster cluster, FluxSources sources) {
    this.cluster = cluster;
    this.sources = sources;
  }

  /** Starts them, with what the tree's README says they need beside it, but no key. */
  public static FluxControllers start(
      LiveCluster cluster, FluxSources sources, String definitions) {
    cluster.define(definitions);
    cluster.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
    int port = 9440;
    for (String program : PROGRAMS) {
      start(cluster, program, port++);
    }
    cluster.apply(BOOTSTRAP.formatted(sources.url(), cluster.name()));
    return new FluxControllers(cluster, sources);
  }

  /** Gives them the identity of the clusters of a mesh. */
  public void giveKey(LiveMesh mesh) {
    try {
      byte[] key = Files.readAllBytes(mesh.identity());
      cluster.apply(KEY.formatted(Base64.getEncoder().encodeToString(key)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** They look again after 2 s, not after 30, for what they depend on. */
  private static void start(LiveCluster cluster, String program, int port) {
    List<String> command = new ArrayList<>(List.of(Binaries.of(program).toString()));
    command.addAll(List.of("--metrics-addr=0", "--health-addr=127.0.0.1:" + port));
    command.add("--requeue-dependency=2s");
    if (program.equals("source-controller")) {
      command.add("--storage-path=" + Shell.run("mktemp", "-d", "-p", "/run/lab").strip());
      command.addAll(List.of("--storage-addr=127.0.0.1:9090", "--storage-adv-addr=127.0.0.1:9090"));
    }
    KubeCluster servers = cluster.servers();
    Map<String, String> environment =
        Map.of(
            "KUBECONFIG",
            servers.kubeconfig("admin", servers.apiServer()),
            "RUNTIME_NAMESPACE",
            NAMESPACE,
            "HOME",
            "/run/lab",
            "PATH",
            System.getenv("PATH"));
    Shell.start(
        cluster.node().command(command), environment, cluster.logs().resolve(program + ".log"));
  }

  /** Has the source fetched. */
  void fetch() {
    reconcile(new Ref("source.toolkit.fluxcd.io/v1", "GitRepository", NAMESPACE, "platform"));
  }

  /** All Kustomizations and HelmReleases, by name. */
  public Map<String, JsonNode> all() {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    KINDS.forEach(
        (kind, apiVersion) -> {
          for (JsonNode object : cluster.client().list(apiVersion, kind).path("items")) {
            all.put(object.at("/metadata/name").asString(), object);
          }
        });
    return all;
  }

  /**
   * All that Flux has applied and that is there now, by what marks it: the name of a Kustomization
   * or a HelmRelease.
   */
  public Map<Ref, String> applied() {
    Map<Ref, String> applied = new LinkedHashMap<>();
    APPLIED.forEach((apiVersion, kinds) -> kinds.forEach(kind -> add(applied, apiVersion, kind)));
    return applied;
  }

  private void add(Map<Ref, String> applied, String apiVersion, String kind) {
    JsonNode items;
    try {
      items = cluster.client().list(apiVersion, kind).path("items");
    } catch (KubeClient.Refused e) {
      // A kind that is defined later.
      return;
    }
    for (JsonNode object : items) {
      JsonNode metadata = object.path("metadata");
      for (String mark : MARKS) {
        String by = metadata.path("labels").path(mark).asString("");
        if (!by.isEmpty()) {
          String namespace = metadata.path("namespace").asString("");
          applied.put(new Ref(apiVersion, kind, namespace, metadata.path("name").asString()), by);
        }
      }
    }
  }

  /** Why one is not ready; nothing if it is, or has not said yet. */
  public String why(String name) {
    for (JsonNode condition : all().getOrDefault(name, MissingNode.getInstance()).at(CONDITIONS)) {
      if (condition.path("type").asString().equals("Ready")
          && condition.path("status").asString().equals("False")) {
        return condition.path("message").asString();
      }
    }
    return "";
  }

  /** Waits until some, and all others, are ready, of the last commit. */
  public void await(List<String> names) {
    Wait.until(
        "Flux is ready: " + names,
        Duration.ofMinutes(3),
        () -> {
          Map<String, JsonNode> all = all();
          return all.keySet().containsAll(names)
              && all.values().stream()
                  .allMatch(each -> !readySince(each).isEmpty() && isOfLastCommit(each));
        });
  }

  private boolean isOfLastCommit(JsonNode object) {
    return object.at("/spec").has("chartRef")
        || object.at("/status/lastAppliedRevision").asString("").endsWith(sources.commit());
  }

  /** Since when it is ready; nothing if it is not. */
  public static String readySince(JsonNode object) {
    for (JsonNode condition : object.at(CONDITIONS)) {
      boolean ready =
          condition.path("type").asString().equals("Ready")
              && condition.path("status").asString().equals("True");
      if (ready
          && object.at("/status/observedGeneration").asLong(-1)
              == object.at("/metadata/generation").asLong()) {
        return condition.path("lastTransitionTime").asString();
      }
    }
    return "";
  }

  /** Has all look again at once, and waits until they have. */
  public void reconcileAll() {
    for (Map.Entry<String, JsonNode> each : all().entrySet()) {
      boolean release = each.getValue().at("/spec").has("chartRef");
      String kind = release ? "HelmRelease" : "Kustomization";
      reconcile(
          new Ref(
              KINDS.get(kind),
              kind,
              each.getValue().at("/metadata/namespace").asString(),
              each.getKey()));
    }
  }

  /** As {@code flux reconcile} asks for it. */
  public void reconcile(Ref ref) {
    String token = "ask-" + ++asked;
    cluster
        .client()
        .merge(
            ref,
            "",
            KubeClient.JSON.valueToTree(
                Map.of("metadata", Map.of("annotations", Map.of(ASKED, token)))));
    Wait.until(
        ref + " is reconciled",
        Duration.ofMinutes(1),
        () ->
            cluster
                .client()
                .find(ref)
                .filter(now -> now.at("/status/lastHandledReconcileAt").asString("").equals(token))
                .filter(now -> !readySince(now).isEmpty())
                .isPresent());
  }
}
