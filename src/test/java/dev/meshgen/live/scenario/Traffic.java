package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.AgentClient;
import dev.meshgen.live.App;
import dev.meshgen.live.Intruder;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.Wait;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Requests from one application to another. */
final class Traffic {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int REQUESTS = 12;
  private static final String ANSWERED = "HTTP/1.1 200";

  private Traffic() {}

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
                .contains("By=" + service.identity(Specs.TRUST_DOMAIN))
                .contains("URI=" + client.identity(Specs.TRUST_DOMAIN));
            answered.add(answer.cluster());
          }
          assertThat(answered).isEqualTo(clusters);
        });
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
   */
  static void refuses(LiveCluster primary, String gateway, App client, App service) {
    String identity = client.identity(Specs.TRUST_DOMAIN);
    assertThat(Intruder.thief(primary, identity).ask(gateway, service)).contains(ANSWERED);
    // An alert is lost when the connection is closed before it is read.
    assertThat(Intruder.anonymous().ask(gateway, service))
        .doesNotContain(ANSWERED)
        .containsPattern("alert certificate required|unexpected eof|errno=104");
    assertThat(Intruder.forger(identity).ask(gateway, service))
        .doesNotContain(ANSWERED)
        .containsPattern("alert unknown ca|unexpected eof|errno=104");
    String pod = "http://" + service.pod().address() + ":8080/";
    AgentClient.Answer plain = service.cluster().agent().get(pod);
    assertThat(plain.status()).as("%s", plain).isZero();
  }
}
