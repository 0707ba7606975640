package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What istioctl finds in the objects of a cluster, as they would be once everything is applied. */
@Tag("conformance")
@ExtendWith(Renderings.class)
class IstioctlTest {
  /** Findings that are not real, by code, each with the reason. */
  private static final Map<String, String> ACCEPTED = Map.of();

  static List<Variant> variants(Renderings renderings) {
    return IstioCharts.variants(IstioCharts::clusters, ArgoCdTest.ofArgoCd(), renderings);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void findsNothing(Variant variant, Renderings renderings, @TempDir Path folder)
      throws IOException {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.clusters(rendering)) {
      Path objects = Files.createDirectory(folder.resolve(cluster.name()));
      write(rendering, cluster, objects);
      assertThat(analyze(rendering, objects)).as("%s %s", variant, cluster.name()).isEmpty();
    }
  }

  /** Else it would be no wonder that it finds nothing. */
  @ParameterizedTest
  @MethodSource("variants")
  void wouldFindAReferenceToNothing(Variant variant, Renderings renderings, @TempDir Path folder)
      throws IOException {
    Rendering rendering = renderings.of(variant);
    write(rendering, IstioCharts.clusters(rendering).get(0), folder);
    Files.writeString(
        folder.resolve("lost.yaml"),
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: lost, namespace: %s}
        spec:
          hosts: [lost.example]
          gateways: [no-such-gateway]
          http: [{route: [{destination: {host: cross-network-gateway}}]}]
        """
            .formatted(rendering.mesh().istioNamespace()));
    assertThat(analyze(rendering, folder)).contains("IST0101");
  }

  @ParameterizedTest
  @MethodSource("dev.meshgen.conformance.ArgoCdTest#ofArgoCd")
  void acceptsTheConfiguration(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    List<String> arguments = new ArrayList<>(List.of("validate"));
    rendering.files().keySet().stream()
        .filter(
            path ->
                path.matches("clusters/[^/]+/config/.*") && !path.endsWith("kustomization.yaml"))
        .forEach(path -> arguments.addAll(List.of("-f", path)));
    Tool.Run run = Tool.ISTIOCTL.in(rendering.folder(), Map.of(), arguments.toArray(String[]::new));
    run.succeeded();
    assertThat(run.out() + run.err()).doesNotContainIgnoringCase("warning");
  }

  private static void write(Rendering rendering, Cluster cluster, Path folder) throws IOException {
    String own = "clusters/" + cluster.name() + "/";
    List<JsonNode> objects = new ArrayList<>();
    for (String layer : List.of("namespaces/", "access/", "config/")) {
      rendering.manifests().stream()
          .filter(object -> object.file().startsWith(own + layer))
          .filter(object -> !object.kind().equals("Kustomization"))
          .forEach(object -> objects.add(object.json()));
    }
    if (rendering.files().containsKey(own + "trust/cacerts.sops.yaml")) {
      objects.add(new Sealed(rendering, own + "trust/cacerts.sops.yaml").opened());
    }
    for (String discoverable : rendering.variant().discoverable()) {
      objects.add(new Sealed(rendering, "discovery/" + discoverable + ".sops.yaml").opened());
    }
    if (rendering.releases(cluster).contains("eastwestgateway")) {
      List<Manifest> gateway = IstioCharts.render(rendering, cluster, "eastwestgateway");
      objects.add(IstioCharts.one(gateway, "Service", "istio-eastwestgateway").json());
      objects.add(pod(IstioCharts.one(gateway, "Deployment", "istio-eastwestgateway")));
    }
    for (int i = 0; i < objects.size(); i++) {
      Files.writeString(folder.resolve(i + ".yaml"), objects.get(i).toString());
    }
  }

  /** A Pod of a gateway, as its ReplicaSet would make it. */
  private static JsonNode pod(Manifest deployment) {
    ObjectNode pod = (ObjectNode) deployment.at("/spec/template").deepCopy();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    ((ObjectNode) pod.get("metadata"))
        .put("name", deployment.name() + "-0")
        .put("namespace", deployment.namespace().orElseThrow());
    return pod;
  }

  private static List<String> analyze(Rendering rendering, Path folder) {
    Tool.Run run =
        Tool.ISTIOCTL.in(
            folder,
            Map.of(),
            "analyze",
            "--use-kube=false",
            "--all-namespaces",
            "--istioNamespace",
            rendering.mesh().istioNamespace(),
            "--output",
            "json",
            folder.toString());
    List<String> findings = new ArrayList<>();
    for (JsonNode finding : JsonMapper.shared().readTree(run.succeeded())) {
      String code = finding.path("code").asString();
      if (!ACCEPTED.containsKey(code)) {
        findings.add(code);
      }
    }
    return findings;
  }
}
