package dev.meshgen.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What all processes of a sandbox took, which does not depend on what else a machine does. */
final class CpuTime {
  /** In /proc/PID/stat, counted from behind the name: its own, then of children that have ended. */
  private static final int OWN = 11;

  private static final int CHILDREN = 13;

  /** In which the kernel tells it. */
  private static final double HERTZ = 100;

  private static final int MOST = 6;

  private CpuTime() {}

  /** The seconds, and those of the programs that took most. */
  static String tell() {
    Map<String, Double> programs = new TreeMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        add(programs, process.resolve("stat"));
      }
    } catch (IOException e) {
      return "unknown: " + e;
    }
    double all = programs.values().stream().mapToDouble(Double::doubleValue).sum();
    return "%.0f s: ".formatted(all)
        + programs.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(MOST)
            .map(each -> "%s %.0f".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static void add(Map<String, Double> programs, Path stat) {
    try {
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      int end = text.lastIndexOf(')');
      String name = text.substring(text.indexOf('(') + 1, end);
      String[] fields = text.substring(end + 2).split(" ");
      programs.merge(name, seconds(fields, OWN), Double::sum);
      programs.merge("what has ended", seconds(fields, CHILDREN), Double::sum);
    } catch (IOException e) {
      // It has ended meanwhile.
    }
  }

  private static double seconds(String[] fields, int first) {
    return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / HERTZ;
  }
}
