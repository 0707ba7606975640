package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Shared;
import dev.meshgen.testing.Variant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every custom object against the CustomResourceDefinitions of its project. */
@Tag("conformance")
@Tag("upstream-data")
class CustomResourceTest {
  private static final Set<String> NOT_CUSTOM =
      Set.of(
          "",
          "admissionregistration.k8s.io",
          "apps",
          "networking.k8s.io",
          "rbac.authorization.k8s.io",
          "kustomize.config.k8s.io",
          "viaduct.ai",
          "meshgen.dev");

  /** By the version of Istio; engines are the same for all. */
  private static final Map<String, CustomResources> SERVERS = new ConcurrentHashMap<>();

  @EveryVariant
  void isAcceptedStrictly(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    List<Manifest> custom =
        rendering.manifests().stream()
            .filter(found -> !NOT_CUSTOM.contains(found.group()))
            .toList();
    assertThat(custom).hasSizeGreaterThanOrEqualTo(3 * rendering.clusters().size());
    for (Manifest object : custom) {
      assertThat(server(rendering, object.file()).problems(object))
          .as("%s", object)
          // Of a patch that the operator at hand came too early for (MG0550).
          .filteredOn(problem -> !problem.startsWith("/spec/version: does not have a value in"))
          .isEmpty();
    }
  }

  @Test
  void refusesWhatAnApiServerWouldDropInSilence() {
    CustomResources server = new CustomResources(Shared.istioCrds("1.31.1"));
    Manifest good = peerAuthentication("  mtls: {mode: STRICT}", "  namespace: istio-system");
    assertThat(server.problems(good)).isEmpty();
    assertThat(server.problems(peerAuthentication("  mTLS: {mode: STRICT}", "  namespace: a")))
        .anyMatch(problem -> problem.contains("mTLS"));
    assertThat(
            server.problems(peerAuthentication("  mtls: {mode: STRICT, x: 1}", "  namespace: a")))
        .anyMatch(problem -> problem.contains("'x'"));
    assertThat(server.problems(peerAuthentication("  mtls: {mode: strict}", "  namespace: a")))
        .isNotEmpty();
    assertThat(server.problems(peerAuthentication("  mtls: {mode: STRICT}", "  labels: {a: b}")))
        .anyMatch(problem -> problem.contains("no namespace"));
    assertThat(server.problems(peerAuthentication("  mtls: {}", "  nameSpace: a"))).hasSize(2);
  }

  private static Manifest peerAuthentication(String spec, String metadata) {
    String text =
        "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: default\n"
            + (metadata + "\nspec:\n" + spec + "\n");
    return new Manifest("test.yaml", ConsumerYaml.readOne(text));
  }

  /** The API server that an object is meant for: that of its cluster, or the hub's. */
  private static CustomResources server(Rendering rendering, String file) {
    String version =
        rendering.clusters().stream()
            .filter(cluster -> file.startsWith("clusters/" + cluster.name() + "/"))
            .map(cluster -> cluster.istio().version())
            .findFirst()
            .orElse(rendering.clusters().get(0).istio().version());
    return SERVERS.computeIfAbsent(
        version,
        each ->
            new CustomResources(
                Shared.istioCrds(each),
                Shared.GATEWAY_API,
                Shared.ARGO_CD,
                Shared.FLUX,
                Shared.SAIL,
                Shared.CERT_MANAGER,
                Shared.EXTERNAL_SECRETS,
                Shared.SEALED_SECRETS));
  }
}
