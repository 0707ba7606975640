package dev.meshgen.live;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A process with its own namespaces for processes, mounts and networks. All that it starts, makes
 * and mounts ends with it, and it ends with the one that started it, whatever ends that.
 */
final class Sandbox {
  private Sandbox() {}

  /** The command of a Java class inside. */
  static List<String> command(String main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--pdeathsig",
                "KILL",
                "unshare",
                "--fork",
                "--kill-child",
                "--pid",
                "--mount",
                "--net",
                "--mount-proc",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // Its file is named by the process, which is the first in every sandbox.
                "-XX:-UsePerfData",
                "-Djava.net.preferIPv4Stack=true",
                "-Djdk.httpclient.allowRestrictedHeaders=host",
                "-cp",
                classpath(),
                main));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs the scenarios of these names, for whoever writes one. */
  public static void main(String[] names) throws IOException, URISyntaxException {
    for (String name : names) {
      Class<? extends Scenario> type =
          Scenarios.all().stream()
              .filter(each -> each.getSimpleName().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no scenario " + name));
      int code = run(type, Path.of("target", "live", name));
      System.out.println(name + ": " + (code == 0 ? "passed" : "FAILED"));
    }
  }

  /** Surefire hands its own class path on by a property, if it is too long. */
  private static String classpath() {
    String own = System.getProperty("java.class.path");
    String handed = System.getProperty("surefire.test.class.path", own);
    return Arrays.stream(System.getProperty("live.classpath", handed).split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Runs a scenario to its end, and gives its exit code; its folder is emptied before. */
  static int run(Class<? extends Scenario> scenario, Path results) {
    try {
      Shell.run("rm", "-rf", results.toString());
      Files.createDirectories(results);
      Process process =
          new ProcessBuilder(
                  command(
                      "dev.meshgen.live.ScenarioMain",
                      scenario.getName(),
                      results.toAbsolutePath().toString()))
              .redirectErrorStream(true)
              .start();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        String name = scenario.getSimpleName();
        lines.lines().forEach(line -> System.out.println(name + "  " + line));
      }
      return process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw Shell.interrupted(e);
    }
  }
}
