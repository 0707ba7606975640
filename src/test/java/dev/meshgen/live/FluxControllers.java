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

/** The real controllers of Flux in a cluster, with the repository of a mesh as their source. */
public final class FluxControllers {
  /** Where the charts of a spec are, for {@code istio.charts}. */
  public static final String CHARTS = "oci://" + Wan.HARNESS + ":5000/charts";

  public static final List<String> PROGRAMS =
      List.of("source-controller", "kustomize-controller", "helm-controller");

  private static final String NAMESPACE = "flux-system";
  private static final String ASKED = "reconcile.fluxcd.io/requestedAt";
  private static final String BOOTSTRAP =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: sops-age, namespace: flux-system}
      data: {clusters.agekey: %3$s}
      ---
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

  private static final Map<String, String> KINDS =
      Map.of(
          "Kustomization", "kustomize.toolkit.fluxcd.io/v1",
          "HelmRelease", "helm.toolkit.fluxcd.io/v2");

  private final LiveCluster cluster;
  private final GitServer git;
  private int asked;

  private FluxControllers(LiveCluster cluster, GitServer git) {
    this.cluster = cluster;
    this.git = git;
  }

  /** Starts them, with what the tree's README says they need beside it. */
  public static FluxControllers start(LiveCluster cluster, Mesh mesh, String definitions) {
    cluster.define(definitions);
    cluster.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
    ChartRegistry.start(5000);
    GitServer git = GitServer.start(mesh.repository());
    git.commit();
    int port = 9440;
    for (String program : PROGRAMS) {
      start(cluster, program, port++);
    }
    try {
      byte[] key = Files.readAllBytes(mesh.identity());
      cluster.apply(
          BOOTSTRAP.formatted(git.url(), cluster.name(), Base64.getEncoder().encodeToString(key)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FluxControllers(cluster, git);
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

  /** Commits the tree as it is now, and has the source fetched. */
  public void push() {
    git.commit();
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

  /** Waits until some, and all others, are ready. */
  public void await(List<String> names) {
    Wait.until(
        "Flux is ready: " + names,
        Duration.ofMinutes(3),
        () -> {
          Map<String, JsonNode> all = all();
          return all.keySet().containsAll(names)
              && all.values().stream().allMatch(each -> !readySince(each).isEmpty());
        });
  }

  /** Since when it is ready; nothing if it is not. */
  public static String readySince(JsonNode object) {
    for (JsonNode condition : object.at("/status/conditions")) {
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
