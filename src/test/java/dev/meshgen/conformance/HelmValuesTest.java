package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.MergedValues;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Shared;
import dev.meshgen.testing.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The Helm values against the charts of the cluster's own version. */
class HelmValuesTest {
  private static final String DEFAULTS = "_internal_defaults_do_not_set";

  /**
   * What the charts read although their values.yaml does not list it, each by a template of theirs.
   */
  private static final Set<String> TEMPLATES_ONLY =
      Set.of(
          "base.validationFailurePolicy",
          "base.validationURL",
          "global.enableReaderRBAC",
          "global.network",
          "global.platform",
          "platform",
          "profile");

  /** What istiod reads of the mesh configuration, which the chart passes on as it is. */
  private static final Set<String> MESH_CONFIG =
      Set.of(
          "meshConfig.trustDomain",
          "meshConfig.trustDomainAliases",
          "meshConfig.accessLogFile",
          "meshConfig.defaultConfig.discoveryAddress",
          "meshConfig.defaultConfig.proxyMetadata.CA_ROOT_CA",
          "meshConfig.defaultConfig.proxyMetadata.XDS_ROOT_CA",
          "meshConfig.serviceScopeConfigs",
          "meshConfig.defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE");

  @Tag("conformance")
  @Tag("upstream-data")
  @EveryVariant
  void everyValueExistsInTheChart(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.clusters()) {
      for (String release : rendering.releases(cluster)) {
        Chart chart = IstioCharts.chart(release);
        String version = IstioCharts.version(cluster, release);
        JsonNode defaults = defaults(version, chart);
        for (List<String> path : MergedValues.paths(rendering.values(cluster, release))) {
          assertThat(exists(chart, defaults, version, path))
              .as("%s of %s in %s %s", path, chart, variant, cluster.name())
              .isTrue();
        }
      }
    }
  }

  @Tag("conformance")
  @Tag("upstream-data")
  @EveryVariant
  void theGatewayValuesPassTheSchemaOfTheChart(Variant variant, Renderings renderings)
      throws IOException {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.clusters()) {
      for (String release : rendering.releases(cluster)) {
        if (IstioCharts.chart(release) == Chart.GATEWAY) {
          assertThat(schema(cluster.istio().version()).validate(rendering.values(cluster, release)))
              .as("%s of %s %s", release, variant, cluster.name())
              .isEmpty();
        }
      }
    }
  }

  @Tag("conformance")
  @Tag("upstream-data")
  @Test
  void theSchemaOfTheGatewayChartRefusesWhatItDoesNotKnow() throws IOException {
    JsonNode values = ConsumerYaml.readOne("{name: gateway, networkGatway: net}");
    assertThat(schema("1.31.1").validate(values)).hasSize(1);
  }

  /** Older charts know no such value: there the engines are told to live with istiod's change. */
  @EveryVariant
  void theWebhookFailsClosedFromTheStartOrItsChangeIsNoDrift(
      Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.primaries()) {
      boolean early = cluster.istio().version().equals("1.29.1");
      if (rendering.operated(cluster)) {
        continue;
      }
      for (String release : List.of("base", "istiod")) {
        JsonNode policy = rendering.values(cluster, release).at("/base/validationFailurePolicy");
        assertThat(policy.asString("")).isEqualTo(early ? "" : "Fail");
        String drift = rendering.installation(cluster, release);
        assertThat(drift.contains("failurePolicy"))
            .as("%s of %s %s", release, variant, cluster.name())
            .isEqualTo(early);
      }
    }
  }

  private static boolean exists(Chart chart, JsonNode defaults, String of, List<String> path) {
    String dotted = String.join(".", path);
    if (path.get(0).equals("meshConfig")) {
      return chart == Chart.ISTIOD && MESH_CONFIG.contains(dotted);
    }
    if (TEMPLATES_ONLY.contains(dotted)) {
      IstioVersion version = IstioVersion.parse(of).orElseThrow();
      return IstioCatalog.builtIn().find(version).orElseThrow().values(chart).knows(path);
    }
    // istiod's chart merges what is below `pilot` into its root.
    boolean scoped = chart == Chart.ISTIOD && path.get(0).equals("pilot");
    return listed(defaults, scoped ? path.subList(1, path.size()) : path);
  }

  /** Whether values.yaml lists a path; what is empty there takes any keys, and so do resources. */
  private static boolean listed(JsonNode defaults, List<String> path) {
    JsonNode node = defaults;
    for (String key : path) {
      if (!node.has(key)) {
        return false;
      }
      node = node.get(key);
      boolean free = node.isObject() && node.isEmpty() || node.isArray();
      if (free || Set.of("labels", "resources", "podAnnotations").contains(key)) {
        return true;
      }
    }
    return true;
  }

  private static JsonNode defaults(String version, Chart chart) {
    Path file = Shared.istioCharts(version).resolve(chart.id()).resolve("values.yaml");
    try {
      JsonNode defaults = ConsumerYaml.readOne(Files.readString(file)).path(DEFAULTS);
      assertThat(defaults.isObject()).as("%s", file).isTrue();
      return defaults;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema schema(String version) throws IOException {
    Path file = Shared.istioCharts(version).resolve("gateway/values.schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(
            Files.readString(file)
                .replace(
                    "\"http://json-schema.org/schema#\"",
                    "\"https://json-schema.org/draft/2020-12/schema\""));
  }
}
