package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.AgentClient;
import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.Mesh;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.Wait;
import java.time.Duration;
import java.util.Set;

/** Two primaries whose Pods cannot reach each other, with the same Pod addresses. */
public final class MultiPrimaryTwoNetworks implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(45);
  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        trustDomain: retail.example
        istio: {version: 1.31.1}
        secrets:
          sops:
            age: ["{clusters}"]
            root: {age: ["{root}"]}
        delivery: {argocd: {repoURL: https://git.example/platform.git}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: east}
      spec: {network: net-east, kubernetes: {apiServer: "{east}"}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: west}
      spec: {network: net-west, kubernetes: {apiServer: "{west}"}}
      """;

  private static final String PREFER_NEAR =
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: both, namespace: shop}
      spec:
        host: both.shop.svc.cluster.local
        trafficPolicy:
          outlierDetection: {consecutive5xxErrors: 2, interval: 1s, baseEjectionTime: 2s}
      """;

  @Override
  public void run(Lab lab) {
    var clusters = lab.start(new Lab.Site("east", "net-east"), new Lab.Site("west", "net-west"));
    LiveCluster east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    Mesh mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(east, west);
    App client = App.deploy(east, "shop", "client", 1);
    App near = App.deploy(east, "shop", "both", 1);
    App far = App.deploy(west, "shop", "both", 1);
    App only = App.deploy(west, "shop", "only", 1);
    mesh.addCredentials(east, west);
    mesh.sync(east, west);
    for (App app : new App[] {client, near, far, only}) {
      app.await();
    }
    lab.log("applications run");
    answersFromElsewhere(lab, client, only);
    balances(lab, client, near);
    failsOver(lab, client, near);
    String gateway = west.balancer("istio-system", "istio-eastwestgateway") + ":15443";
    Traffic.refuses(west, gateway, client, only);
    lab.log("no certificate, a foreign root and plain text are refused");
  }

  /** There is no such Service here, and the cluster's name server knows none. */
  private static void answersFromElsewhere(Lab lab, App client, App only) {
    Wait.untilAsserted(
        SOON,
        () -> {
          AgentClient.Answer answer = client.get(only.url());
          assertThat(answer.from()).as("%s", answer).startsWith("west/shop/only-");
          assertThat(answer.caller()).contains("URI=" + client.identity("retail.example"));
        });
    lab.log("a service that only the other cluster has answers, and knows who asks");
  }

  private static void balances(Lab lab, App client, App both) {
    Wait.untilAsserted(
        SOON,
        () ->
            assertThat(client.count(20, both.url()))
                .containsOnlyKeys("east", "west")
                .allSatisfy((cluster, count) -> assertThat(count).isGreaterThan(2)));
    lab.log("a service in both clusters answers from both");
  }

  /** Only with outlier detection does a proxy prefer what is near, and leave what is dead. */
  private static void failsOver(Lab lab, App client, App near) {
    client.cluster().apply(PREFER_NEAR);
    answeredBy("east", client, near);
    near.scale(0);
    answeredBy("west", client, near);
    near.scale(1);
    near.await();
    answeredBy("east", client, near);
    lab.log("the other cluster takes over, and gives back");
  }

  private static void answeredBy(String cluster, App client, App app) {
    Wait.untilAsserted(
        SOON, () -> assertThat(client.count(10, app.url()).keySet()).isEqualTo(Set.of(cluster)));
  }
}
