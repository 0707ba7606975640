package dev.meshgen.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process to time. */
record TimedCommand(List<String> words, Map<String, String> environment) {
  private static final int POLL_MILLIS = 5;
  private static final String TIMED = "\"$@\" >/dev/null 2>&1 || exit; times";
  private static final Pattern TIME = Pattern.compile("([0-9]+)m([0-9.]+)s");

  /** The same with one variable more. */
  TimedCommand with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new TimedCommand(words, more);
  }

  /** Seconds from before the process starts until it has ended. */
  double seconds() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = start();
    int code = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    requireSuccess(code);
    return seconds;
  }

  /** Both times of the process and of those it starts, as bash tells them. */
  Cost cost() throws IOException, InterruptedException {
    List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
    timed.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(timed);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    requireSuccess(process.waitFor());
    double wall = (System.nanoTime() - start) / 1e6;
    double cpu = 0;
    // The second line is that of the shell's children: 0m0.310s 0m0.043s
    Matcher time = TIME.matcher(times.lines().toList().get(1));
    while (time.find()) {
      cpu += 60_000 * Double.parseDouble(time.group(1)) + 1000 * Double.parseDouble(time.group(2));
    }
    return new Cost(wall, cpu);
  }

  /** The most memory it held at once, in MiB; 0 where there is no {@code /proc}. Times nothing. */
  long peakMemory() throws IOException, InterruptedException {
    Process process = start();
    long peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, highWater(process.pid()));
      Thread.sleep(POLL_MILLIS);
    }
    requireSuccess(process.exitValue());
    return peak / 1024;
  }

  private static long highWater(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      // It has just ended, or the platform has none.
    }
    return 0;
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(new File("/dev/null"));
    return builder.start();
  }

  private void requireSuccess(int code) throws IOException {
    if (code != 0) {
      throw new IOException(String.join(" ", words) + " ended with " + code);
    }
  }
}
