package dev.meshgen.rules.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.ClassifiedValues;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Revision;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecFiles;
import dev.meshgen.topology.Topology;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The values that meshgen writes, given back to it as raw ones: what the classification says that a
 * value is, and what the templates make it, is the same.
 */
class RepeatedValuesTest {
  private static final Path EXAMPLES = Path.of("examples");
  private static final Path GOLDEN = Path.of("golden");

  /** What meshgen refuses whatever it is. */
  private static final Set<String> REFUSED =
      Set.of(
          "base.validationFailurePolicy",
          "base.validationURL",
          "configMap",
          "defaultRevision",
          "env.INJECTION_WEBHOOK_CONFIG_NAME",
          "env.LOCAL_CLUSTER_SECRET_WATCHER",
          "env.ROOT_CA_DIR",
          "env.SHARED_MESH_CONFIG",
          "env.VALIDATION_WEBHOOK_CONFIG_NAME",
          "extraContainerArgs",
          "global.caAddress",
          "global.configCluster",
          "global.operatorManageWebhooks",
          "global.remotePilotAddress",
          "istiodRemote",
          "labels.networking\\.istio\\.io/gatewayPort",
          "meshConfig.defaultConfig.discoveryAddress",
          "meshConfig.defaultConfig.proxyMetadata.CA_ROOT_CA",
          "meshConfig.defaultConfig.proxyMetadata.XDS_ROOT_CA",
          "meshConfig.serviceScopeConfigs",
          "name",
          "networkGatewayPorts",
          "rbac",
          "service.ports",
          "volumeMounts",
          "volumes");

  static List<String> examples() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatMeshgenSetsIsWhatTheClassificationSays(String example) throws Exception {
    Topology topology = topology(example);
    for (Cluster cluster : topology.mesh().clusters()) {
      for (Revision control : cluster.istio().controlPlanes()) {
        for (Diagnostic found : judge(example, topology, cluster, control)) {
          String value = found.message().split("\"")[1];
          boolean merged = found.message().contains("has an item");
          assertThat(found.code() == Code.VALUE_REPEATED || merged || isRefused(value))
              .as("%s of %s: %s", cluster.name(), example, found.message())
              .isTrue();
        }
      }
    }
  }

  private static boolean isRefused(String value) {
    return REFUSED.stream().anyMatch(path -> value.equals(path) || value.startsWith(path + "."));
  }

  private static List<Diagnostic> judge(
      String example, Topology topology, Cluster cluster, Revision control) throws IOException {
    IstioMinor minor =
        IstioCatalog.builtIn()
            .find(IstioVersion.parse(control.version()).orElseThrow())
            .orElseThrow();
    Set<Diagnostic> all = new TreeSet<>();
    for (String release :
        List.of("base", "istiod", "eastwestgateway", "istiodgateway", "cni", "ztunnel")) {
      Optional<YamlMap> values =
          values(example, cluster, release.equals("istiod") ? control.of(release) : release);
      if (values.isPresent()) {
        Chart chart = Chart.ofRelease(release).orElseThrow();
        ClassifiedValues classified = ClassifiedValues.of(chart, release, values.get(), minor);
        List<Diagnostic> found =
            classified.judge(
                new ValueFacts(topology).of(cluster, standing(release, cluster, control)));
        assertThat(found).as("%s of %s", release, cluster.name()).isNotNull();
        all.addAll(found);
      }
    }
    return new ArrayList<>(all);
  }

  /** Of everything but istiod there is one, which belongs to the standing control plane. */
  private static Revision standing(String release, Cluster cluster, Revision control) {
    return release.equals("istiod") ? control : cluster.istio().defaultControlPlane();
  }

  private static Optional<YamlMap> values(String example, Cluster cluster, String key)
      throws IOException {
    Path file =
        GOLDEN.resolve(example).resolve("clusters/" + cluster.name() + "/values/" + key + ".yaml");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Report report = new Report();
    YamlMap map =
        (YamlMap) YamlReader.read(file.toString(), Files.readAllBytes(file), report).get(0).root();
    assertThat(report.diagnostics()).isEmpty();
    return Optional.of(map);
  }

  private static Topology topology(String example) throws Exception {
    SpecFiles files = new SpecFiles(Path.of("").toAbsolutePath(), InputStream.nullInputStream());
    Report report = new Report();
    return Topology.of(
        new ReadSpec(new Schemas())
            .read(files.read(List.of("examples/" + example), Optional.empty(), report), report)
            .orElseThrow()
            .mesh());
  }
}
