package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.golden.Example;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Scenario;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Shared;
import dev.meshgen.testing.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The API server takes every plain object of the trees of all examples, as they are rendered now,
 * with the definitions of its kind and the webhooks of istiod, and knows every field of it.
 */
public final class ExamplesAccepted implements Scenario {
  private static final Path EXAMPLES = Path.of("examples");
  private static final MeshSpec SPEC = MeshSpec.newest().cluster("east");

  private static final String WRONG =
      """
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: wrong, namespace: istio-system}
      spec: {servers: [{port: {number: 15443, name: tls, protocol: TLS}, hosts: ["*.local"]}]}
      """;

  /** An operator's definitions name the patches it knows; that of the example knows one more. */
  private static final Pattern LAST_PATCH =
      Pattern.compile("^( *)- v1\\.30\\.3$", Pattern.MULTILINE);

  /** What kustomize reads and no API server does, and a kind whose definition is not at hand. */
  private static final Set<String> TOOLS =
      Set.of(
          "kustomize.config.k8s.io/v1beta1",
          "viaduct.ai/v1",
          "meshgen.dev/v1alpha1",
          "secrets.hashicorp.com/v1beta1");

  @Override
  public String shows() {
    return "every plain object of every example, rendered and taken by an API server with "
        + "its definitions and istiod's webhooks, no field unknown";
  }

  @Override
  public Optional<String> obstacle() {
    return Shared.missing().isEmpty()
        ? Optional.empty()
        : Optional.of("missing: " + Shared.missing());
  }

  @Override
  public void run(Lab lab) {
    // While the cluster starts.
    CompletableFuture<Map<String, List<JsonNode>>> rendered =
        CompletableFuture.supplyAsync(ExamplesAccepted::examples);
    LiveCluster east = lab.start("east").get(0);
    LiveMesh mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(east);
    for (Path definitions :
        List.of(
            Shared.GATEWAY_API,
            Shared.ARGO_CD,
            Shared.FLUX,
            Shared.CERT_MANAGER,
            Shared.EXTERNAL_SECRETS,
            Shared.SEALED_SECRETS)) {
      east.define(TextFile.read(definitions));
    }
    east.define(LAST_PATCH.matcher(TextFile.read(Shared.SAIL)).replaceAll("$1- v1.30.5\n$0"));
    Map<String, List<JsonNode>> examples = rendered.join();
    Set<String> namespaces = new TreeSet<>();
    examples.values().stream()
        .flatMap(List::stream)
        .map(object -> object.at("/metadata/namespace").asString(""))
        .filter(namespace -> !namespace.isEmpty())
        .forEach(namespaces::add);
    for (String namespace : namespaces) {
      east.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}");
    }
    assertThat(east.refusal(ConsumerYaml.readOne(WRONG)))
        .hasValueSatisfying(why -> assertThat(why).contains("validation.istio.io"));
    List<String> refused = new ArrayList<>();
    examples.forEach(
        (example, objects) -> {
          for (JsonNode object : objects) {
            east.refusal(object).ifPresent(why -> refused.add(example + ": " + why));
          }
          lab.log(example + ": " + objects.size() + " objects");
        });
    assertThat(refused).isEmpty();
  }

  /** The objects of each by its name. */
  private static Map<String, List<JsonNode>> examples() {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders.filter(Files::isDirectory).toList().parallelStream()
          .collect(
              Collectors.toConcurrentMap(
                  folder -> folder.getFileName().toString(),
                  ExamplesAccepted::rendered,
                  (one, other) -> one,
                  ConcurrentSkipListMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the doubles of what signs, keeps or wraps keys, as for the goldens. */
  private static List<JsonNode> rendered(Path example) {
    Path folder = Lab.scratch("example");
    new Example(example.getFileName().toString()).render(folder);
    return objects(folder.resolve("rendered"));
  }

  /** What is sealed, or only a part of an object, is not one. */
  private static List<JsonNode> objects(Path tree) {
    List<JsonNode> objects = new ArrayList<>();
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(ExamplesAccepted::isOfObjects).sorted().toList()) {
        for (JsonNode object : ConsumerYaml.read(TextFile.read(file))) {
          if (object.has("kind")
              && object.has("metadata")
              && !object.has("sops")
              && !TOOLS.contains(object.path("apiVersion").asString(""))) {
            objects.add(object);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return objects;
  }

  private static boolean isOfObjects(Path file) {
    String path = file.toString();
    return path.endsWith(".yaml")
        && !path.contains("/prerequisites/")
        && !path.contains("/values/");
  }
}
