package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;

/** When each scenario passed for the last time, as it was noted, and what it took. */
final class Passed {
  private static final Path FILE = Path.of("src/test/resources/live/passed.tsv");

  private Passed() {}

  /** A run; the seconds are by the clock. */
  record Run(LocalDate date, long seconds) {}

  /** By the names of the scenarios. */
  static SortedMap<String, Run> read() {
    SortedMap<String, Run> runs = new TreeMap<>();
    if (!Files.exists(FILE)) {
      return runs;
    }
    try {
      for (String line : Files.readAllLines(FILE, StandardCharsets.UTF_8)) {
        String[] cells = line.split("\t");
        runs.put(cells[0], new Run(LocalDate.parse(cells[1]), Long.parseLong(cells[2])));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return runs;
  }

  /** Notes one of today. */
  static synchronized void note(String scenario, long seconds) {
    SortedMap<String, Run> runs = read();
    runs.put(scenario, new Run(LocalDate.now(ZoneOffset.UTC), seconds));
    StringBuilder text = new StringBuilder();
    runs.forEach(
        (name, run) ->
            text.append(name)
                .append('\t')
                .append(run.date())
                .append('\t')
                .append(run.seconds())
                .append('\n'));
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
