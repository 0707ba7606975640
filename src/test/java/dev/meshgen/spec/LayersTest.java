package dev.meshgen.spec;

import static dev.meshgen.spec.SpecFixture.cluster;
import static dev.meshgen.spec.SpecFixture.mesh;
import static dev.meshgen.spec.SpecFixture.problems;
import static dev.meshgen.spec.SpecFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.testing.Rendering;
import dev.meshgen.yaml.YamlWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one precedence of the spec. */
class LayersTest {
  private static final String ISTIO = "istio: {version: \"1.30.1\"}\n";
  private static final String DEFAULTS = "clusterDefaults: {istio: {version: \"1.30.2\"}}\n";
  private static final String OVERRIDES =
      """
      clusterOverrides:
        - match: {ring: canary}
          set: {istio: {version: "1.30.3"}}
        - match: {ring: canary, stage: test}
          set: {istio: {version: "1.30.4"}}
      """;
  private static final String LABELS = "ring: canary, stage: test";

  private static String version(String... parts) {
    return only(parts).istio().version();
  }

  private static Cluster only(String... parts) {
    return read(parts).mesh().clusters().get(0);
  }

  @Test
  void letsEachLayerWinOverTheOneBelow() {
    String own = cluster("east", LABELS, "istio: {version: \"1.30.5\"}\n");
    String plain = cluster("east", LABELS, "");
    String first = OVERRIDES.substring(0, OVERRIDES.indexOf("  - match: {ring: canary, stage"));

    assertThat(version(mesh(ISTIO), plain)).isEqualTo("1.30.1");
    assertThat(version(mesh(ISTIO + DEFAULTS), plain)).isEqualTo("1.30.2");
    assertThat(version(mesh(ISTIO + DEFAULTS + first), plain)).isEqualTo("1.30.3");
    assertThat(version(mesh(ISTIO + DEFAULTS + OVERRIDES), plain)).isEqualTo("1.30.4");
    assertThat(version(mesh(ISTIO + DEFAULTS + OVERRIDES), own)).isEqualTo("1.30.5");
  }

  @Test
  void appliesOverridesOnlyWhereAllLabelsMatch() {
    assertThat(version(mesh(ISTIO + OVERRIDES), cluster("east", "ring: canary", "")))
        .isEqualTo("1.30.3");
    assertThat(version(mesh(ISTIO + OVERRIDES), cluster("east", "stage: test", "")))
        .isEqualTo("1.30.1");
    assertThat(version(mesh(ISTIO + OVERRIDES), cluster("east", "ring: Canary", "")))
        .isEqualTo("1.30.1");
  }

  @Test
  void startsFromWhatIsBuiltIn() {
    Cluster cluster = only(mesh(ISTIO), cluster("east", "", ""));

    assertThat(cluster.network()).isEqualTo("east");
    assertThat(Rendering.destination(cluster)).isEqualTo("east");
    assertThat(cluster.istio().images().hub()).isEqualTo("docker.io/istio");
    assertThat(cluster.istio().dnsCapture()).isTrue();
    assertThat(cluster.eastWest().hosts()).extracting(Located::value).containsExactly("*.local");
  }

  @Test
  void mergesMapsAndReplacesLists() {
    Spec spec =
        read(
            mesh(
                ISTIO
                    + """
                    clusterDefaults:
                      podCIDRs: [10.0.0.0/16, 10.1.0.0/16]
                      kubernetes: {version: "1.34"}
                      values: {istiod: {a: {b: 1, c: [1, 2]}}}
                    """),
            cluster(
                "east",
                "",
                """
                podCIDRs: [10.2.0.0/16]
                kubernetes: {apiServer: "https://east.example"}
                values: {istiod: {a: {c: [3], d: x}}}
                """));

    Cluster cluster = spec.mesh().clusters().get(0);
    assertThat(cluster.addressing().podCidrs())
        .extracting(Located::value)
        .containsExactly("10.2.0.0/16");
    assertThat(cluster.kubernetes().version()).contains("1.34");
    assertThat(cluster.kubernetes().apiServer()).contains("https://east.example");
    assertThat(YamlWriter.write(cluster.istio().values().get("istiod")))
        .isEqualTo("a:\n  b: 1\n  c:\n    - 3\n  d: x\n");
  }

  @Test
  void removesWithNullWhatLayersBelowHaveSet() {
    String defaults =
        ISTIO
            + """
            clusterDefaults:
              region: somewhere
              podCIDRs: [10.0.0.0/16]
              eastWest: {address: 203.0.113.10, exposure: internet}
            """;

    Cluster cluster =
        only(
            mesh(defaults),
            cluster("east", "", "region: null\npodCIDRs: null\neastWest: {address:}\n"));

    assertThat(cluster.identity().region()).isEmpty();
    assertThat(cluster.addressing().podCidrs()).isEmpty();
    assertThat(cluster.eastWest().address()).isEmpty();
    assertThat(cluster.eastWest().exposure().name()).isEqualTo("INTERNET");
  }

  @Test
  void letsALayerAboveSetAgainWhatOneBelowRemoved() {
    String overrides =
        """
        clusterDefaults: {region: somewhere}
        clusterOverrides:
          - match: {ring: canary}
            set: {region: null}
        """;

    assertThat(only(mesh(ISTIO + overrides), cluster("east", LABELS, "")).identity().region())
        .isEmpty();
    assertThat(
            only(mesh(ISTIO + overrides), cluster("east", LABELS, "region: here\n"))
                .identity()
                .region())
        .contains("here");
  }

  /** Nothing that has a default can be taken away: there is no cluster without a network. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "network: null",
        "istio: {hub: null, charts: null, dnsCapture: null, dataPlane: null}",
        "eastWest: null",
        "eastWest: {exposure: null, hosts: null, sourceRanges: null}",
        "argocd: null",
        "argocd: {destination: null}",
        "controlPlane: null",
        "kubernetes: null",
        "values: null",
      })
  void fallsBackToWhatIsBuiltIn(String spec) {
    Cluster cluster = only(mesh(""), cluster("east", "", spec));

    assertThat(cluster.istio().images().hub()).isEqualTo("docker.io/istio");
    assertThat(cluster.eastWest().exposure().name()).isEqualTo("INTERNAL");
    assertThat(cluster.network()).isEqualTo("east");
    assertThat(Rendering.destination(cluster)).isEqualTo("east");
  }

  /** What every cluster needs and nothing is the default of: only another layer can say it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "istio: null",
        "istio: {version: null}",
        "secrets: null",
        "secrets: {sops: null}",
        "secrets: {sops: {age: null}}",
      })
  void refusesToRemoveWhatNoDefaultReplaces(String removed) {
    String set =
        removed.startsWith("istio")
            ? "istio: {version: 1.30.5}\n"
            : "secrets: {sops: {age: [" + SpecFixture.RECIPIENT + "]}}\n";
    for (String layer :
        List.of(
            "clusterDefaults: {%s}\n",
            "clusterOverrides: [{match: {ring: canary}, set: {%s}}]\n")) {
      String mesh = mesh(ISTIO + layer.formatted(removed));

      assertThat(problems(mesh, cluster("east", LABELS, "")))
          .singleElement()
          .asString()
          .startsWith("9:")
          .contains("MISSING_FIELD");
      assertThat(problems(mesh, cluster("east", LABELS, set))).isEmpty();
    }
    assertThat(problems(mesh(ISTIO), cluster("east", LABELS, removed + "\n")))
        .singleElement()
        .asString()
        .startsWith("15:")
        .contains("MISSING_FIELD");
  }

  @Test
  void takesNullInRawValuesForData() {
    Cluster cluster =
        only(
            mesh(ISTIO + "clusterDefaults: {values: {istiod: {affinity: {a: 1}, env: {A: x}}}}"),
            cluster("east", "", "values: {istiod: {affinity: null, env: {A: null, B: z}}}"));

    assertThat(YamlWriter.write(cluster.istio().values().get("istiod")))
        .isEqualTo("affinity: null\nenv:\n  A: null\n  B: z\n");
  }

  @Test
  void givesAClusterItsOwnRecipientsOrTheMeshs() {
    String own = "age1p8a424x9rsc9wkp996keqrny5gzf0r2er6u6k2xdt0r07ugatyjs0rjkxf";

    assertThat(only(mesh(ISTIO), cluster("east", "", "")).recipients())
        .extracting(Located::value)
        .containsExactly(new Recipient("age", SpecFixture.RECIPIENT));
    assertThat(
            only(mesh(ISTIO), cluster("east", "", "secrets: {sops: {age: [" + own + "]}}"))
                .recipients())
        .extracting(Located::value)
        .containsExactly(new Recipient("age", own));
  }

  @Test
  void listsTheLayersThatReachACluster() {
    Spec spec = read(mesh(ISTIO + DEFAULTS + OVERRIDES), cluster("east", "ring: canary", ""));

    assertThat(spec.layers().get("east"))
        .extracting(SettingsLayer::name)
        .isEqualTo(
            List.of(
                "built-in",
                "Mesh.spec.istio",
                "Mesh.spec.secrets",
                "Mesh.spec.discovery",
                "Mesh.spec.clusterDefaults",
                "Mesh.spec.clusterOverrides[0].set",
                "Cluster.spec"));
  }
}
