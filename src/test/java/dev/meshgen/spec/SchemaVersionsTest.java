package dev.meshgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The versions that descriptions in the schema name are those of the files of the minors. */
final class SchemaVersionsTest {
  private static final IstioCatalog CATALOG = IstioCatalog.builtIn();

  @Test
  void gatewaysOfTheGatewayApi() throws IOException {
    IstioMinor first =
        CATALOG.oldest(minor -> minor.gatewayApi().tlsRoutes().isPresent()).orElseThrow();
    IstioVersion bundle = first.gatewayApi().tlsRoutes().orElseThrow();
    assertThat(description("api"))
        .contains("requires Istio " + first.line() + " or newer")
        .contains("Gateway API CRDs, " + bundle.line() + " or newer");
    assertThat(CATALOG.minors().tailSet(first.line()))
        .extracting(line -> CATALOG.find(line).orElseThrow().gatewayApi().tlsRoutes())
        .containsOnly(Optional.of(bundle));
  }

  @Test
  void portsOfTheGatewayChart() throws IOException {
    IstioMinor first = CATALOG.oldest(minor -> minor.has("networkGatewayPorts", 0)).orElseThrow();
    assertThat(description("ports")).contains("requires Istio " + first.line() + " or newer");
  }

  private static String description(String field) throws IOException {
    JsonNode schema =
        JsonMapper.shared().readTree(Files.readString(Path.of("schemas/cluster.schema.json")));
    List<JsonNode> found =
        schema.findParents("sourceRanges").stream().map(each -> each.get(field)).toList();
    assertThat(found).hasSize(1);
    return found.get(0).get("description").asString();
  }
}
