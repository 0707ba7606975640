package dev.meshgen.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.TextFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A job of a runner: a checkout, the files that the runner hands to a step, and {@code meshgen} on
 * the PATH, which starts the classes under test. Nothing of the machine's own settings reaches it.
 */
final class Job {
  private static final long PATIENCE = 180;

  final Path folder;
  final Path checkout;
  final Path output;
  final Path summary;
  private final Path bin;
  private final Map<String, String> environment = new TreeMap<>();

  /** What a step left behind. */
  record Step(int code, String out, String err, Map<String, String> outputs) {
    Step succeeded() {
      assertThat(code).as(out + err).isZero();
      return this;
    }
  }

  Job(Path folder) {
    this.folder = folder;
    this.checkout = folder.resolve("checkout");
    this.output = folder.resolve("output");
    this.summary = folder.resolve("summary.md");
    this.bin = folder.resolve("bin");
    try {
      Files.createDirectories(checkout);
      Files.createDirectories(folder.resolve("temp"));
      Files.createDirectories(bin);
      Files.writeString(summary, "");
      writeLauncher();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("HOME", folder.toString());
    environment.put("XDG_CONFIG_HOME", folder.toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
    environment.put("LC_ALL", "C.UTF-8");
  }

  private void writeLauncher() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    executable(
        bin.resolve("meshgen"),
        "exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.meshgen.cli.Main \"$@\""
            .formatted(java, classPath()));
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  static void executable(Path file, String body) {
    try {
      Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  Path launcher() {
    return bin.resolve("meshgen");
  }

  Job with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Job write(String file, String text) {
    try {
      Path path = checkout.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String file) {
    return TextFile.read(checkout.resolve(file));
  }

  String summary() {
    return TextFile.read(summary);
  }

  /** Runs a program in the checkout, which has to succeed. */
  String must(String... command) {
    return run(List.of(command)).succeeded().out().strip();
  }

  Step run(List<String> command) {
    return runIn(checkout, command);
  }

  Step runIn(Path where, List<String> typed) {
    List<String> command = new ArrayList<>(typed);
    command.replaceAll(word -> word.equals("meshgen") ? launcher().toString() : word);
    try {
      Files.writeString(output, "");
      Path out = folder.resolve("stdout");
      Path err = folder.resolve("stderr");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(where.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
      return new Step(process.exitValue(), TextFile.read(out), TextFile.read(err), outputs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Map<String, String> outputs() {
    Map<String, String> outputs = new TreeMap<>();
    for (String line : TextFile.read(output).lines().toList()) {
      int equals = line.indexOf('=');
      outputs.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return outputs;
  }

  /** Commits all that is in the checkout, and returns the commit. */
  String commit(String message) {
    List<String> who =
        List.of("git", "-c", "user.name=owner", "-c", "user.email=owner@git.example");
    must("git", "add", "--all");
    List<String> commit = new ArrayList<>(who);
    commit.addAll(List.of("commit", "--quiet", "--message", message));
    run(commit).succeeded();
    return must("git", "rev-parse", "HEAD");
  }
}
