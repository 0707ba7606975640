package dev.meshgen.live;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Commands of the machine. */
public final class Shell {
  private static final long PATIENCE = 60;

  private Shell() {}

  /** What a command did; what it printed and complained is one text. */
  public record Done(int code, String out) {
    public boolean ok() {
      return code == 0;
    }
  }

  /** Runs a command that has to succeed, and gives what it printed. */
  static String run(List<String> command) {
    Done done = attempt(command);
    if (!done.ok()) {
      throw new IllegalStateException(
          String.join(" ", command) + ": exit code " + done.code() + "\n" + done.out());
    }
    return done.out();
  }

  static String run(String... command) {
    return run(List.of(command));
  }

  static Done attempt(List<String> command) {
    return attempt(command, "");
  }

  /** Runs a command to its end. */
  static Done attempt(List<String> command, String input) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It does not read what it is given, and will say why.
      }
      Thread guard = new Thread(() -> end(process));
      guard.setDaemon(true);
      guard.start();
      byte[] out = process.getInputStream().readAllBytes();
      return new Done(process.waitFor(), new String(out, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  /** Starts a command that stays, with nothing but this environment. */
  static Process start(List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }
}
