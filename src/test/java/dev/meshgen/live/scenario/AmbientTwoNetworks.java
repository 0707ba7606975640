package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.RunningPod;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.Wait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What istiods know of each other's ambient workloads. No ztunnel runs, and Pods have the
 * annotation that Istio's CNI plugin would give them.
 */
public final class AmbientTwoNetworks implements Scenario {
  private static final MeshSpec SPEC =
      MeshSpec.newest().istio("version: 1.31.1, dataPlane: ambient").apartAs("east", "west");

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String GATEWAY = "istio-eastwestgateway-hbone";
  private static final String WORKLOAD =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: shop, namespace: shop}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop, namespace: shop}
      spec:
        selector: {matchLabels: {app: shop}}
        template:
          metadata:
            labels: {app: shop}
            annotations: {ambient.istio.io/redirection: enabled}
          spec:
            serviceAccountName: shop
            containers:
              - name: app
                image: live/app:1
                ports: [{containerPort: 8080}]
                readinessProbe: {httpGet: {path: /, port: 8080}}
                volumeMounts: [{name: agent, mountPath: /agent}]
            volumes: [{name: agent, emptyDir: {}}]
      """;

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: %s, namespace: shop, labels: {istio.io/global: "%s"}}
      spec:
        selector: {app: shop}
        ports: [{name: http, port: 80, targetPort: 8080}]
      """;

  @Override
  public String shows() {
    return "what istiods know of workloads, gateways and the scope of Services across "
        + "networks; no ztunnel runs";
  }

  @Override
  public Set<String> needs() {
    return Set.of("gateway-api-crds");
  }

  @Override
  public void run(Lab lab) {
    var clusters = lab.start("east", "west");
    LiveCluster east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    clusters.forEach(cluster -> cluster.install("gateway-api-crds"));
    LiveMesh mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(east, west);
    for (LiveCluster cluster : clusters) {
      cluster.apply(WORKLOAD);
      cluster.apply(SERVICE.formatted("both", true));
      cluster.apply(SERVICE.formatted("global-" + cluster.name(), true));
      cluster.apply(SERVICE.formatted("local-" + cluster.name(), false));
    }
    mesh.join(east, west);
    Wait.untilAsserted(SOON, () -> seesGateway(east, west));
    Wait.untilAsserted(SOON, () -> seesGateway(west, east));
    lab.log("either istiod sends to the other's gateway, by HBONE");
    Wait.untilAsserted(SOON, () -> seesServices(east, "both", "global-west"));
    Wait.untilAsserted(SOON, () -> seesServices(west, "both", "global-east"));
    Wait.untilAsserted(SOON, () -> seesWorkloads(east, west, "both", "global-west"));
    Wait.untilAsserted(SOON, () -> seesWorkloads(west, east, "both", "global-east"));
    lab.log("either knows the other's global services, and only its gateway for their workloads");
    west.apply(SERVICE.formatted("global-west", false));
    west.apply(SERVICE.formatted("local-west", true));
    Wait.untilAsserted(SOON, () -> seesServices(east, "both", "local-west"));
    Wait.untilAsserted(SOON, () -> seesWorkloads(east, west, "both", "local-west"));
    lab.log("which services are global may change");
  }

  private static void seesGateway(LiveCluster here, LiveCluster there) {
    String address = there.balancer("istio-system", GATEWAY);
    assertThat(debug(here, "networkz"))
        .extracting(JsonNode::toString)
        .anySatisfy(
            gateway ->
                assertThat(gateway)
                    .contains("\"Network\":\"net-" + there.name() + "\"")
                    .contains("\"Addr\":\"" + address + "\"")
                    .contains("\"HBONEPort\":15008"));
  }

  /** Besides all of its own. */
  private static void seesServices(LiveCluster here, String... expected) {
    String own = "net-" + here.name();
    Set<String> seen = new TreeSet<>();
    for (JsonNode service : debug(here, "ambientz").path("services")) {
      for (JsonNode address : service.path("addresses")) {
        if (!address.path("network").asString("").equals(own)) {
          seen.add(service.path("name").asString());
        }
      }
    }
    assertThat(seen).containsExactly(expected);
  }

  private static void seesWorkloads(LiveCluster here, LiveCluster there, String... services) {
    String gateway = there.balancer("istio-system", GATEWAY);
    Set<String> seen = new TreeSet<>();
    for (JsonNode workload : debug(here, "ambientz").path("workloads")) {
      if (workload.path("clusterId").asString("").equals(there.name())) {
        assertThat(workload.path("addresses")).as("%s", workload).isEmpty();
        assertThat(address(workload.at("/networkGateway/address"))).isEqualTo(gateway);
        assertThat(workload.at("/networkGateway/hboneMtlsPort").asInt(0)).isEqualTo(15008);
        assertThat(workload.path("tunnelProtocol").asString()).isEqualTo("HBONE");
        seen.addAll(workload.path("services").propertyNames());
      }
    }
    assertThat(seen)
        .containsExactlyElementsOf(
            Stream.of(services).map(name -> "shop/" + name + ".shop.svc.cluster.local").toList());
  }

  private static String address(JsonNode address) {
    byte[] text = Base64.getDecoder().decode(address.path("address").asString(""));
    return new String(text, StandardCharsets.UTF_8);
  }

  private static JsonNode debug(LiveCluster cluster, String what) {
    RunningPod istiod = cluster.pod("istio-system", "app", "istiod");
    return JsonMapper.shared().readTree(cluster.debug(istiod, "/debug/" + what));
  }
}
