package dev.meshgen.seal.sops;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts a process. The standard input of a command for a key is empty, its standard error is ours,
 * so that it can ask for a touch or a passphrase on the terminal, and say itself what is wrong.
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

  @Override
  public ProgramAnswer ask(ProgramCall call) throws IOException {
    List<String> command = new ArrayList<>(call.command());
    command.set(0, onPath(command.get(0), call.environment()).toString());
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(call.environment());
    Process process = builder.start();
    var output = new Output(process.getInputStream());
    var errors = new Output(process.getErrorStream());
    try {
      write(process, call.input());
      if (!output.await(patience)
          || !errors.await(patience)
          || !process.waitFor(1, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroy);
        throw new InterruptedIOException(
            "it did not end within " + patience.toSeconds() + " seconds");
      }
      return new ProgramAnswer(
          process.exitValue(), output.take(), new String(errors.take(), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    } finally {
      process.destroy();
    }
  }

  /** Only absolute folders count: a file that happens to be in the current one is not asked. */
  private static Path onPath(String program, Map<String, String> environment) throws IOException {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().equalsIgnoreCase("PATH")) {
        for (String folder : variable.getValue().split(File.pathSeparator)) {
          for (String ending : new String[] {"", ".exe"}) {
            Path file = file(folder, program + ending);
            if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
              return file;
            }
          }
        }
      }
    }
    throw new NoSuchFileException(program);
  }

  private static Path file(String folder, String name) {
    try {
      return Path.of(folder, name);
    } catch (InvalidPathException e) {
      return Path.of(name);
    }
  }

  /** A program that fails before it has read everything says itself why. */
  private static void write(Process process, byte[] input) {
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input);
    } catch (IOException e) {
      return;
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
