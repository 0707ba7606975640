package dev.meshgen.live;

import dev.meshgen.conformance.Tool;
import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A repository with a spec and its tree, two identities, and the engines that apply it. */
public final class LiveMesh {
  /** How the names of their Secrets end, as istioctl would name them. */
  private static final String READER_TOKEN = "-istio-remote-secret-token";

  private final Lab lab;
  private final Path repository;
  private final Path keys;
  private final LiveMeshgen meshgen;
  private final LiveDelivery delivery;
  private final String clusters;
  private final String root;

  LiveMesh(Lab lab, Path folder) {
    this.lab = lab;
    try {
      this.repository = Files.createDirectories(folder.resolve("repository"));
      this.keys = Files.createDirectories(folder.resolve("keys"));
      this.clusters = identity(keys.resolve("clusters"));
      this.root = identity(keys.resolve("root"));
      Path all = keys.resolve("all");
      Files.writeString(
          all,
          Files.readString(keys.resolve("clusters"), StandardCharsets.UTF_8)
              + Files.readString(keys.resolve("root"), StandardCharsets.UTF_8),
          StandardCharsets.UTF_8);
      this.meshgen = new LiveMeshgen(repository, all);
      Path scratch = folder.resolve("scratch");
      Kustomize kustomize = new Kustomize(scratch, keys.resolve("clusters"));
      LiveEngine argoCd = new LiveArgoCd(repository, kustomize);
      LiveEngine flux = new LiveFlux(repository, scratch, kustomize);
      this.delivery =
          new LiveDelivery(
              cluster ->
                  Stream.of(argoCd, flux)
                      .map(engine -> engine.layers(cluster))
                      .flatMap(List::stream)
                      .toList(),
              lab::log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes an identity, and gives its recipient. */
  private static String identity(Path file) {
    Tool.AGE_KEYGEN.in(file.getParent(), Map.of(), "-o", file.toString()).succeeded();
    return Tool.AGE_KEYGEN
        .in(file.getParent(), Map.of(), "-y", file.toString())
        .succeeded()
        .strip();
  }

  /**
   * Writes the spec and renders it.
   *
   * @param spec with {@code {clusters}} and {@code {root}} for the recipients, and {@code {east}}
   *     for the API server of the cluster east
   */
  public String render(MeshSpec spec, String... options) {
    write(spec);
    return meshgen(Stream.concat(Stream.of("render"), Stream.of(options)).toArray(String[]::new));
  }

  /** As {@link #render}, but some time ago. */
  public void renderAgo(Duration ago, MeshSpec spec) {
    write(spec);
    log("render, " + ago.toDays() + " days ago", meshgen.runAgo(ago, "render"));
  }

  /** Runs the command as it was some time ago, which has to succeed. */
  public void meshgenAgo(Duration ago, String... arguments) {
    String command = String.join(" ", arguments);
    log(command + ", " + ago.toHours() + " hours ago", meshgen.runAgo(ago, arguments));
  }

  /** Writes the spec, for commands that render themselves. */
  public void write(MeshSpec spec) {
    String text = spec.text().replace("{clusters}", clusters).replace("{root}", root);
    for (LiveCluster cluster : lab.clusters()) {
      text = text.replace("{" + cluster.name() + "}", cluster.servers().apiServer());
    }
    meshgen.spec(text);
  }

  private void log(String command, String said) {
    lab.log("meshgen " + command + "\n" + said.strip().indent(4).stripTrailing());
  }

  /** Runs the command, which has to succeed, and gives what it said. */
  public String meshgen(String... arguments) {
    String said = meshgen.run("", arguments);
    log(String.join(" ", arguments), said);
    return said;
  }

  /** Runs the command, which has to fail, and gives why. */
  public String refused(String... arguments) {
    Shell.Done done = meshgen.attempt("", arguments);
    log(String.join(" ", arguments), done.out());
    if (done.ok()) {
      throw new AssertionError("this is not refused: " + String.join(" ", arguments));
    }
    return done.out();
  }

  /** Seals the tokens of the readers of clusters, as the tree's README says. */
  public void addCredentials(LiveCluster... of) {
    for (LiveCluster cluster : of) {
      String token = readerToken(cluster);
      String said = meshgen.run(token, "credential", "add", cluster.name(), "--from-file", "-");
      log("credential add " + cluster.name(), said);
    }
  }

  /** Makes clusters know of each other: adds the tokens of their readers, and applies that. */
  public void join(LiveCluster... clusters) {
    addCredentials(clusters);
    sync(clusters);
  }

  /** The Secret with the token of the cluster's reader, as kubectl prints it. */
  private static String readerToken(LiveCluster cluster) {
    return Wait.get(
        "a reader's token in " + cluster.name(),
        Duration.ofSeconds(10),
        () ->
            cluster
                .client()
                .list("v1", "Secret")
                .path("items")
                .valueStream()
                .filter(secret -> secret.at("/metadata/name").asString().endsWith(READER_TOKEN))
                .filter(secret -> secret.path("data").has("token"))
                .map(secret -> ((ObjectNode) secret).put("apiVersion", "v1").put("kind", "Secret"))
                .map(JsonNode::toString)
                .findFirst());
  }

  /** Has the engine apply the tree, in all of some clusters at once. */
  public void sync(LiveCluster... to) {
    lab.inParallel(List.of(to), delivery::sync);
  }

  /**
   * Applies a cluster's layers but those with such a name, and waits for nothing: as an engine that
   * cannot read them.
   */
  public void syncWithout(String regex, LiveCluster to) {
    delivery.push(to, layer -> !layer.name().matches(regex));
  }

  /** The objects in every file of the tree, by its path in there. */
  public Map<String, Set<JsonNode>> files() {
    Path tree = repository.resolve("rendered");
    Map<String, Set<JsonNode>> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(tree)) {
      for (Path file : found.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        files.put(tree.relativize(file).toString(), new LinkedHashSet<>(ConsumerYaml.read(text)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The file with the identity of the clusters. */
  Path identity() {
    return keys.resolve("clusters");
  }

  Path repository() {
    return repository;
  }
}
