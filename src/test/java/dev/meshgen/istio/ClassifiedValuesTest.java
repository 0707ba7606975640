package dev.meshgen.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of raw values, by the facts of a mesh of two networks. */
class ClassifiedValuesTest {
  private static final Map<String, String> LABELS_EAST =
      Map.of(
          "kubernetes.io/metadata.name", "istio-system", "topology.istio.io/network", "net-east");
  private static final Map<String, String> LABELS_WEST =
      Map.of(
          "kubernetes.io/metadata.name", "istio-system", "topology.istio.io/network", "net-west");

  private static MeshFacts facts(Map<String, String> more) {
    Map<String, String> words =
        new TreeMap<>(
            Map.of(
                "cluster", "east",
                "network", "net-east",
                "namespace", "istio-system",
                "trustDomain", "retail.example",
                "ambient", "false",
                "gatewayApi", "false",
                "platform", "",
                "cni", "false",
                "gateway", "true",
                "gatewayElsewhere", "false"));
    words.put("gatewayNamespace", "istio-system");
    words.put("gatewayObjects", "false");
    words.putAll(more);
    return new MeshFacts(
        words,
        List.of(
            new MeshFacts.LabelledNamespace("east", "istio-system", LABELS_EAST),
            new MeshFacts.LabelledNamespace("west", "istio-system", LABELS_WEST)));
  }

  private static List<Code> codes(String release, String yaml, Map<String, String> more) {
    Chart chart = Chart.ofRelease(release).orElseThrow();
    return ClassifiedValues.of(chart, release, RawValues.read(yaml), RawValues.minor("1.31"))
        .judge(facts(more))
        .stream()
        .map(Diagnostic::code)
        .toList();
  }

  private static void assertFound(String yaml, String found, Map<String, String> more) {
    List<Code> codes = codes("istiod", yaml, more);
    assertThat(codes).hasSize(found == null ? 0 : 1);
    codes.forEach(code -> assertThat(code).hasToString(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|",
        "[{}]|",
        "null|",
        "[{matchLabels: {mesh: 'yes'}}]|SELECTORS_LEAVE_OUT",
        "[{matchLabels: {mesh: 'yes'}}, {matchLabels: {kubernetes.io/metadata.name: istio-system}}]|",
        "[{matchLabels: {kubernetes.io/metadata.name: istio-system, mesh: 'yes'}}]"
            + "|SELECTORS_LEAVE_OUT",
        "[{matchLabels: {topology.istio.io/network: net-east}}]|SELECTORS_LEAVE_OUT",
        "[{matchLabels: {topology.istio.io/network: net-east}},"
            + " {matchLabels: {topology.istio.io/network: net-west}}]|",
        "[{matchExpressions: [{key: topology.istio.io/network, operator: Exists}]}]|",
        "[{matchExpressions: [{key: topology.istio.io/network, operator: In, values: [net-east,"
            + " net-west]}]}]|",
        "[{matchExpressions: [{key: topology.istio.io/network, operator: DoesNotExist}]}]"
            + "|SELECTORS_LEAVE_OUT",
        "[{matchExpressions: [{key: mesh, operator: NotIn, values: ['no']}]}]|",
        "[{matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values:"
            + " [kube-system, istio-system]}]}]|SELECTORS_LEAVE_OUT",
        "[{matchExpressions: [{key: mesh, operator: Exists}]}]|SELECTORS_LEAVE_OUT",
      })
  void selectorsMatchTheNamespaceOfIstioInEveryCluster(String selectors, String found) {
    assertFound("meshConfig: {discoverySelectors: " + selectors + "}", found, Map.of());
    assertFound("pilot: {meshConfig: {discovery_selectors: " + selectors + "}}", found, Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "meshConfig: {enableAutoMtls: true}|VALUE_REPEATED",
        "meshConfig: {enableAutoMtls: false}|VALUE_OWNED",
        "meshConfig: {enable_auto_mtls: false}|VALUE_OWNED",
        "meshConfig: {enableAutoMtls: null}|VALUE_OWNED",
        "global: {network: net-east}|VALUE_REPEATED",
        "global: {network: net-west}|VALUE_OWNED",
        "global: {network: {a: b}}|VALUE_OWNED",
        "envVarFrom: [{name: CLUSTER_ID, value: east}]|VALUE_REPEATED",
        "envVarFrom: [{name: CLUSTER_ID, value: west}]|VALUE_OWNED",
        "envVarFrom: [{name: CLUSTER_ID, valueFrom: {}}]|VALUE_OWNED",
        "meshConfig: {default_config: {mesh_id: a}}|VALUE_OWNED",
        "meshConfig: {trustDomain: retail.example}|VALUE_REPEATED",
        "env: {ISTIO_WATCH_NAMESPACE: shop}|VALUE_OWNED",
        "env: {ISTIO_WATCH_NAMESPACE: ''}|VALUE_REPEATED",
      })
  void whatIsTheSameAnywayIsANote(String yaml, String found) {
    assertFound(yaml, found, Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "env: {PILOT_ENABLE_GATEWAY_API: 'false'}|gatewayApi",
        "env: {PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API: 'false'}|gatewayObjects",
        "env: {PILOT_ENABLE_SENDING_HBONE: 'false'}|ambient",
        "cni: {enabled: false}|cni",
        "env: {PILOT_SCOPE_GATEWAY_TO_NAMESPACE: 'true'}|gatewayElsewhere",
      })
  void whatOnlySomeMeshesNeedIsOwnedThere(String yaml, String fact) {
    assertFound(yaml, null, Map.of());
    assertFound(yaml, "VALUE_OWNED", Map.of(fact, "true"));
  }

  @ParameterizedTest
  @CsvSource({
    "istiod, platform",
    "base, platform",
    "eastwestgateway, platform",
    "istiodgateway, platform",
    "cni, nodePlatform",
    "ztunnel, nodePlatform"
  })
  void thePlatformOfTheClusterDecidesAlsoWhereTheChartsHaveNone(String release, String fact) {
    for (String spelling : List.of("platform: %s", "global: {platform: %s}")) {
      for (String platform : List.of("", "openshift")) {
        Map<String, String> known = Map.of(fact, platform);
        assertThat(codes(release, spelling.formatted("minikube"), known))
            .containsExactly(Code.VALUE_OWNED);
        assertThat(codes(release, spelling.formatted("'" + platform + "'"), known))
            .containsExactly(Code.VALUE_REPEATED);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "meshConfig: {configSources: []}|",
        "meshConfig: {configSources: [{address: 'k8s://'}, {address: 'xds://a:15010'}]}|",
        "meshConfig: {configSources: [{address: 'xds://a:15010'}]}|VALUE_UNFIT",
        "meshConfig: {defaultServiceExportTo: ['*']}|",
        "meshConfig: {defaultServiceExportTo: ['.', istio-system]}|",
        "meshConfig: {defaultServiceExportTo: ['.']}|VALUE_UNFIT",
        "env: {PILOT_IGNORE_RESOURCES: 'wasmplugins.extensions.istio.io'}|",
        "env: {PILOT_IGNORE_RESOURCES: 'a, *.istio.io'}|VALUE_UNFIT",
        "env: {PILOT_IGNORE_RESOURCES: 'gateways.networking.istio.io'}|VALUE_UNFIT",
        "env: {PILOT_IGNORE_RESOURCES: '*.istio.io', PILOT_INCLUDE_RESOURCES: '*.istio.io'}|",
      })
  void someOfWhatTheChartTakesDoesNotWork(String yaml, String found) {
    assertFound(yaml, found, Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "volumes: [{name: audit}]|",
        "volumes: []|",
        "volumes: null|VALUE_OWNED",
        "volumes: {name: audit}|VALUE_OWNED",
        "pilot: {volumes: [{name: cacerts-required}]}|VALUE_OWNED",
        "volumeMounts: [{name: a, mountPath: /etc/cacerts}]|VALUE_OWNED",
        "meshConfig: {trustDomainAliases: [partner.example]}|",
        "meshConfig: {trustDomainAliases: null}|VALUE_OWNED",
        "global: {imagePullSecrets: null}|VALUE_OWNED",
      })
  void aMergedListTakesItemsAndNothingThatRemovesMeshgens(String yaml, String found) {
    assertFound(yaml, found, Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "istiod|meshConfig: {defaultConfig: {proxyMetadata: {PROXY_CONFIG: x}}}|VALUE_OWNED",
        "istiod|sidecarInjectorWebhook: {templates: {gateway: x}}|VALUE_OWNED",
        "istiod|sidecarInjectorWebhook: {templates: {custom: x}}|",
        "istiod|podLabels: {app: x}|VALUE_OWNED",
        "istiod|podLabels: {app: istiod}|VALUE_REPEATED",
        "istiod|podLabels: {team: mesh}|",
        "eastwestgateway|podAnnotations: {proxy.istio.io/config: 'concurrency: 4'}|",
        "eastwestgateway|podAnnotations: {proxy.istio.io/config: 'discoveryAddress: a:15012'}"
            + "|VALUE_UNFIT",
        "eastwestgateway|podAnnotations: {proxy.istio.io/config: '{\"proxyMetadata\":"
            + " {\"ISTIO_META_NETWORK\": \"b\"}}'}|VALUE_UNFIT",
        "eastwestgateway|service: {clusterIP: None}|VALUE_UNFIT",
        "eastwestgateway|service: {clusterIP: 10.96.0.9}|",
        "istiodgateway|service: {clusterIP: None}|VALUE_UNFIT",
        "istiod|meshConfig: {serviceSettings: [{settings: {clusterLocal: true}, hosts: ['*']}]}"
            + "|VALUE_UNFIT",
        "istiod|meshConfig: {service_settings: [{settings: {cluster_local: true}, hosts:"
            + " ['*.svc.cluster.local']}]}|VALUE_UNFIT",
        "istiod|meshConfig: {serviceSettings: [{settings: {clusterLocal: true}, hosts:"
            + " ['*.shop.svc.cluster.local']}]}|",
        "istiod|meshConfig: {serviceSettings: [{settings: {clusterLocal: true}, hosts: ['*']},"
            + " {settings: {clusterLocal: false}, hosts: ['*.shop.svc.cluster.local']}]}|",
      })
  void whatWouldUndoTheMeshIsRefused(String release, String yaml, String found) {
    Map<String, String> domain = Map.of("clusterDomain", "cluster.local");
    assertThat(codes(release, yaml, domain).stream().map(Code::name).toList())
        .isEqualTo(found == null ? List.of() : List.of(found));
  }
}
