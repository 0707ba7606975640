package dev.meshgen.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Requests that do not stop while something happens; a lost one is one too many. */
public final class SteadyTraffic {
  private static final int PAUSE = 25;
  private static final Duration TOLD = Duration.ofSeconds(30);

  /** What a proxy says when the other end closed the connection on which it waited. */
  private static final String CLOSED = "reset reason: connection termination";

  private final Lab lab;
  private final List<Stream> streams = new ArrayList<>();

  public SteadyTraffic(Lab lab) {
    this.lab = lab;
  }

  private record Stream(App client, AgentClient from, String url) {}

  /**
   * Sends requests from one of an application's Pods, which has to stay, to another, once the first
   * was answered: a Pod is ready before its istiod has told other proxies about it.
   */
  public SteadyTraffic add(App from, App to) {
    add(from, to.url());
    return this;
  }

  private void add(App from, String url) {
    AgentClient agent = from.pod().agent();
    Wait.until("an answer of " + url, TOLD, () -> agent.get(url).ok());
    streams.add(new Stream(from, agent, url));
    agent.load(url, PAUSE);
  }

  /**
   * Replaces the Pods of an application. Its own requests, of which none may be lost until then,
   * rest meanwhile; those to it go on.
   */
  public void replacePods(App app) {
    List<Stream> own = streams.stream().filter(each -> each.client().equals(app)).toList();
    streams.removeAll(own);
    assertThat(stop("until " + app.name() + " is replaced", own)).isEmpty();
    app.restart();
    own.forEach(each -> add(app, each.url()));
  }

  /** Ends those to an application, or from it: none may be lost until then. */
  public void end(App app) {
    List<Stream> ending =
        streams.stream()
            .filter(each -> each.url().equals(app.url()) || each.client().equals(app))
            .toList();
    streams.removeAll(ending);
    assertThat(stop("of " + app.cluster().name() + "/" + app.name(), ending)).isEmpty();
  }

  /** None was lost since the last time that this was asked; they go on. */
  public void lostNone(String during) {
    assertThat(restart(during)).as("lost %s", during).isEmpty();
  }

  /**
   * As {@link #lostNone}, but a gateway was replaced meanwhile, which takes 5 s to drain. Traffic
   * between clusters is TCP to it, so it cannot ask clients to leave, and then cuts it: whoever
   * waits for an answer at that moment has none. Requests that a policy repeats on a reset are not
   * lost.
   */
  public void lostNoneButByGateway(String during) {
    List<String> lost = restart(during);
    List<String> cut = lost.stream().filter(each -> each.contains(CLOSED)).toList();
    assertThat(lost).as("lost %s", during).isEqualTo(cut).hasSizeLessThanOrEqualTo(2);
    cut.forEach(each -> lab.log("cut by the gateway that ended: " + each));
  }

  private List<String> restart(String during) {
    List<String> lost = stop(during, streams);
    streams.forEach(each -> each.from().load(each.url(), PAUSE));
    return lost;
  }

  private List<String> stop(String during, List<Stream> of) {
    int sent = 0;
    List<String> lost = new ArrayList<>();
    for (Stream stream : of) {
      AgentClient.Report report = stream.from().stop(stream.url());
      sent += report.sent();
      String name = stream.client().cluster().name() + " to " + stream.url() + ": ";
      report.lost().forEach(each -> lost.add(name + each));
    }
    lab.log("requests %s: %d sent, %d lost".formatted(during, sent, lost.size()));
    assertThat(sent).as("sent %s", during).isPositive();
    return lost;
  }
}
