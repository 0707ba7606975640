package dev.meshgen.seal.sops;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts a process: its standard input is empty, its standard error is ours, so that it can ask for
 * a touch or a passphrase on the terminal, and say itself what is wrong.
 */
public final class ProcessCommandRunner implements CommandRunner {
  private static final int MAX_OUTPUT = 1 << 20;

  /** Long enough for a person to find the hardware key and touch it. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Duration patience;

  public ProcessCommandRunner() {
    this(PATIENCE);
  }

  ProcessCommandRunner(Duration patience) {
    this.patience = patience;
  }

  @Override
  public byte[] run(List<String> command, Map<String, String> environment) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    var output = new Output(process.getInputStream());
    try {
      process.getOutputStream().close();
      if (!output.await(patience) || !process.waitFor(1, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroy);
        throw new InterruptedIOException(
            "it did not end within " + patience.toSeconds() + " seconds");
      }
      byte[] content = output.take();
      if (process.exitValue() != 0) {
        Arrays.fill(content, (byte) 0);
        throw new IOException("it ended with status " + process.exitValue());
      }
      return content;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    } finally {
      process.destroy();
    }
  }

  /** Reads in its own thread, for which no caller has to wait longer than it wants. */
  private static final class Output extends Thread {
    private final InputStream stream;
    private final AtomicReference<byte[]> content = new AtomicReference<>(new byte[0]);
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    Output(InputStream stream) {
      super("meshgen-key-command");
      this.stream = stream;
      setDaemon(true);
      start();
    }

    @Override
    public void run() {
      try {
        content.set(stream.readNBytes(MAX_OUTPUT + 1));
      } catch (IOException e) {
        failure.set(e);
      }
    }

    boolean await(Duration patience) throws InterruptedException {
      join(patience.toMillis());
      return !isAlive();
    }

    byte[] take() throws IOException {
      if (failure.get() != null) {
        throw failure.get();
      }
      byte[] read = content.get();
      if (read.length > MAX_OUTPUT) {
        Arrays.fill(read, (byte) 0);
        throw new IOException("it printed more than " + MAX_OUTPUT + " bytes");
      }
      return read;
    }
  }
}
