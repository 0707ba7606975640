package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables of scenarios in the documentation. */
public final class ScenarioTables {
  private ScenarioTables() {}

  /** What each shows. */
  public static String shown() {
    StringBuilder table = new StringBuilder("| Scenario | What it shows |\n|---|---|\n");
    for (Class<? extends Scenario> type : all()) {
      String shows = Scenarios.create(type).shows();
      table.append("| `").append(type.getSimpleName()).append("` | ").append(shows).append(" |\n");
    }
    return table.toString();
  }

  /** When each passed, as far as it was noted. */
  public static String passed() {
    SortedMap<String, Passed.Run> runs = Passed.read();
    SortedMap<String, List<String>> days = new TreeMap<>(Comparator.reverseOrder());
    for (Class<? extends Scenario> type : all()) {
      String name = type.getSimpleName();
      Passed.Run run = runs.remove(name);
      days.computeIfAbsent(run == null ? "" : run.date().toString(), day -> new ArrayList<>())
          .add("`" + name + "`" + (run == null ? "" : " " + run.seconds() + " s"));
    }
    StringBuilder table = new StringBuilder("| Passed | Scenarios |\n|---|---|\n");
    days.forEach(
        (day, names) ->
            table
                .append("| ")
                .append(day.isEmpty() ? "not yet noted" : day)
                .append(" | ")
                .append(String.join(", ", names))
                .append(" |\n"));
    if (!runs.isEmpty()) {
      throw new AssertionError("no such scenario: " + runs.keySet());
    }
    return table.toString();
  }

  private static List<Class<? extends Scenario>> all() {
    try {
      return Scenarios.all();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
