package dev.meshgen.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Sends requests from where an {@link Agent} is. */
public record AgentClient(Path socket) {
  private static final int TIMEOUT = 5000;

  /**
   * What came back.
   *
   * @param status of HTTP; 0 if there was no answer, and the body says why
   */
  public record Answer(int status, String body) {
    public boolean ok() {
      return status == 200;
    }

    /** Which {@link Agent} answered, {@code cluster/namespace/pod}; nothing if none did. */
    public String from() {
      return ok() ? body.lines().findFirst().orElse("") : "";
    }

    /** The cluster that answered. */
    public String cluster() {
      return from().split("/")[0];
    }

    /** As whom the proxy of the one that answered took the caller. */
    public String caller() {
      return ok() ? body.lines().skip(1).findFirst().orElse("") : "";
    }
  }

  /** How many requests were sent, and when and why some had no answer. */
  public record Report(int sent, List<String> lost) {}

  public Answer get(String url) {
    String[] said = ask("get " + url + " " + TIMEOUT).split("\n", 2);
    return new Answer(Integer.parseInt(said[0].strip()), said.length > 1 ? said[1] : "");
  }

  /** Sends requests one after another, with a pause in milliseconds, until {@link #stop}. */
  public void load(String url, int pause) {
    ask("load " + url + " " + pause);
  }

  /** Ends the requests to an address. */
  public Report stop(String url) {
    List<String> lines = ask("stop " + url).lines().toList();
    return new Report(Integer.parseInt(lines.get(0)), lines.subList(1, lines.size()));
  }

  private String ask(String words) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap((words + "\n").getBytes(StandardCharsets.UTF_8)));
      InputStream in = Channels.newInputStream(channel);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(words + " through " + socket, e);
    }
  }
}
