package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.AgentClient;
import dev.meshgen.live.App;
import dev.meshgen.live.Intruder;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.Wait;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests from one application to another. */
final class Traffic {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int REQUESTS = 12;
  private static final String ISTIO = "istio-system";
  private static final String ANSWERED = "HTTP/1.1 200";

  private static final String CONNECT_ANEW =
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: %1$s, namespace: %2$s}
      spec:
        host: %1$s.%2$s.svc.cluster.local
        trafficPolicy: {connectionPool: {http: {maxRequestsPerConnection: 1}}}
      """;

  private Traffic() {}

  /**
   * Has every request from a cluster to a service take its own connection. Over one that stays, the
   * Pod stays that a gateway chose, of those of all clusters in its network.
   */
  static void connectsAnew(LiveCluster from, App service) {
    from.apply(CONNECT_ANEW.formatted(service.name(), service.namespace()));
  }

  /**
   * Waits until requests are answered by all of these and by nothing else, each as whom it should
   * be, and asked by whom it was.
   *
   * @param services the same in different clusters
   */
  static void reaches(App client, App... services) {
    Set<String> clusters =
        Arrays.stream(services).map(each -> each.cluster().name()).collect(Collectors.toSet());
    App service = services[0];
    Wait.untilAsserted(
        SOON,
        () -> {
          AgentClient agent = client.pod().agent();
          Set<String> answered = new TreeSet<>();
          for (int i = 0; i < REQUESTS; i++) {
            AgentClient.Answer answer = agent.get(service.url());
            assertThat(answer.from())
                .as("%s", answer)
                .contains("/" + service.namespace() + "/" + service.name() + "-");
            assertThat(answer.caller())
                .contains("By=" + service.identity())
                .contains("URI=" + client.identity());
            answered.add(answer.cluster());
          }
          assertThat(answered).isEqualTo(clusters);
        });
  }

  /** Every application {@link #reaches} every other. */
  static void allReach(App... apps) {
    for (App client : apps) {
      for (App service : apps) {
        if (client != service) {
          reaches(client, service);
        }
      }
    }
  }

  /** Where the client's proxy connects to for a service, and how often it was answered there. */
  static Map<String, Integer> endpoints(App client, App service) {
    List<String> command = List.of("/usr/local/bin/pilot-agent", "request", "GET", "clusters");
    String said = client.pod().process("istio-proxy").orElseThrow().exec(command).out();
    Pattern line =
        Pattern.compile(
            Pattern.quote("outbound|80||" + service.host()) + "::(.+:\\d+)::rq_success::(\\d+)");
    Map<String, Integer> answered = new TreeMap<>();
    said.lines()
        .map(line::matcher)
        .filter(Matcher::matches)
        .forEach(each -> answered.put(each.group(1), Integer.valueOf(each.group(2))));
    return answered;
  }

  /**
   * A gateway lets in who has a certificate of the mesh and no one else, and neither does a
   * service.
   *
   * @param primary whose intermediate such a certificate is by
   * @param gateway its address and port
   */
  static void refuses(LiveCluster primary, String gateway, App client, App service) {
    Intruder thief = Intruder.thief(primary, ISTIO, client.identity());
    refuses(thief, client, service, intruder -> intruder.ask(gateway, service));
  }

  /** A service lets in who has a certificate of the mesh and no one else. */
  static void refuses(LiveCluster primary, App client, App service) {
    Intruder thief = Intruder.thief(primary, ISTIO, client.identity());
    refuses(thief, client, service, intruder -> intruder.askPod(service));
  }

  /**
   * The same.
   *
   * @param thief who has a certificate of the mesh
   * @param way how to ask the service
   */
  static void refuses(Intruder thief, App client, App service, Function<Intruder, String> way) {
    List<String> said =
        Stream.of(thief, Intruder.anonymous(), Intruder.forger(client.identity()))
            .parallel()
            .map(way)
            .toList();
    assertThat(said.get(0)).contains(ANSWERED);
    // An alert is lost when the connection is closed before it is read.
    assertThat(said.get(1))
        .doesNotContain(ANSWERED)
        .containsPattern("alert certificate required|unexpected eof|errno=104");
    assertThat(said.get(2))
        .doesNotContain(ANSWERED)
        .containsPattern("alert unknown ca|unexpected eof|errno=104");
    String pod = "http://" + service.pod().address() + ":8080/";
    AgentClient.Answer plain = service.cluster().agent().get(pod);
    assertThat(plain.status()).as("%s", plain).isZero();
  }

  /**
   * Restarts a service until it shows the intermediate that its cluster has now, and no longer
   * another: its istiod takes a moment to see that files have changed.
   */
  static void getsNewIntermediate(App service, Certificate before) {
    getsNewIntermediate(service, before, App::restart);
  }

  /** The same, of a service that is restarted in another way. */
  static void getsNewIntermediate(App service, Certificate before, Consumer<App> restart) {
    String gateway = gateway(service.cluster());
    Certificate now = Intruder.intermediate(service.cluster());
    assertThat(now).isNotEqualTo(before);
    Wait.untilAsserted(
        SOON,
        () -> {
          restart.accept(service);
          assertThat(Intruder.chain(gateway, service)).contains(now).doesNotContain(before);
        });
  }

  /** Where others reach the services of a cluster. */
  static String gateway(LiveCluster cluster) {
    return cluster.balancer(ISTIO, "istio-eastwestgateway") + ":15443";
  }
}
