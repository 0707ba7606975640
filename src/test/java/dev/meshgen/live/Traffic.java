package dev.meshgen.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Requests that do not stop while something happens; a lost one is one too many. */
public final class Traffic {
  private static final int PAUSE = 25;

  private final Lab lab;
  private final List<Stream> streams = new ArrayList<>();

  public Traffic(Lab lab) {
    this.lab = lab;
  }

  private record Stream(String name, AgentClient from, String url) {}

  /** Sends requests from one of an application's Pods, which has to stay, to another. */
  public Traffic add(App from, App to) {
    AgentClient agent = from.pod().agent();
    Stream stream =
        new Stream(from.cluster().name() + "/" + from.name() + " to " + to.host(), agent, to.url());
    streams.add(stream);
    agent.load(to.url(), PAUSE);
    return this;
  }

  /** Ends those to an application, from everywhere: none may be lost until then. */
  public void end(App to) {
    List<Stream> ending = streams.stream().filter(each -> each.url().equals(to.url())).toList();
    streams.removeAll(ending);
    check("to " + to.host() + " until their end", ending);
  }

  /** None was lost since the last time that this was asked; they go on. */
  public void lostNone(String during) {
    check(during, streams);
    streams.forEach(each -> each.from().load(each.url(), PAUSE));
  }

  private void check(String during, List<Stream> of) {
    int sent = 0;
    List<String> lost = new ArrayList<>();
    for (Stream stream : of) {
      AgentClient.Report report = stream.from().stop(stream.url());
      sent += report.sent();
      report.lost().forEach(each -> lost.add(stream.name() + ": " + each));
    }
    lab.log("requests %s: %d sent, %d lost".formatted(during, sent, lost.size()));
    assertThat(lost).as("lost %s, of %d", during, sent).isEmpty();
    assertThat(sent).as("sent %s", during).isPositive();
  }
}
