package dev.meshgen.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One process to time. */
record Command(List<String> words, Map<String, String> environment) {
  private static final int POLL_MILLIS = 5;

  /** Seconds from before the process starts until it has ended. */
  double seconds() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = start();
    int code = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    requireSuccess(code);
    return seconds;
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
