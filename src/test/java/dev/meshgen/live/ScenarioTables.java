package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.SortedMap;

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
    StringBuilder table = new StringBuilder("| Scenario | Passed | Time |\n|---|---|---|\n");
    for (Class<? extends Scenario> type : all()) {
      String name = type.getSimpleName();
      Passed.Run run = runs.remove(name);
      table.append("| `").append(name).append("` | ");
      table.append(run == null ? "not yet noted |" : run.date() + " | " + run.seconds() + " s");
      table.append(" |\n");
    }
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
