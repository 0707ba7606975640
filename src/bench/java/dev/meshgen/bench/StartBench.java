package dev.meshgen.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Shows what each {@link Trick} is worth: renders a mesh with all of them and without each, in
 * turn, and prints the medians of what a round took longer without.
 *
 * <p>Less than 2 % of the wall-clock time, or than 5 ms, does not pay for code that has to explain
 * itself. CPU time counts as well where machines are busy, and is the steadier number.
 */
public final class StartBench {
  private static final String ALL = "(with all of them)";

  private final PrintStream out;
  private final int clusters;
  private final Map<String, TimedMeshgen> builds = new LinkedHashMap<>();
  private final Map<String, Path> trees = new LinkedHashMap<>();
  private final Map<String, List<Cost>> again = new LinkedHashMap<>();
  private final Map<String, List<Cost>> anew = new LinkedHashMap<>();

  private StartBench(PrintStream out, int clusters) {
    this.out = out;
    this.clusters = clusters;
  }

  /** Arguments: the launcher; rounds; JDK homes or nothing; clusters of the mesh. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path project = Path.of(arguments[0]).toAbsolutePath().getParent();
    Path work = Files.createTempDirectory(project.resolve("target"), "starts-");
    try {
      Map<String, Path> launchers = build(project, work);
      for (Jdk jdk : Jdk.find(arguments[2])) {
        StartBench bench = new StartBench(out, Integer.parseInt(arguments[3]));
        bench.prepare(launchers, jdk, work.resolve(jdk.version()));
        bench.run(Integer.parseInt(arguments[1]));
        bench.print(jdk);
      }
    } finally {
      ProcessBench.delete(work);
    }
  }

  private static Map<String, Path> build(Path project, Path work) throws Exception {
    Map<String, Path> launchers = new LinkedHashMap<>();
    launchers.put(ALL, Build.launcher(project, Optional.empty(), work.resolve("all")));
    for (Trick trick : Trick.ALL) {
      Path folder = work.resolve("without-" + launchers.size());
      launchers.put(trick.name(), Build.launcher(project, Optional.of(trick), folder));
    }
    return launchers;
  }

  private void prepare(Map<String, Path> launchers, Jdk jdk, Path work) throws Exception {
    for (Map.Entry<String, Path> launcher : launchers.entrySet()) {
      String name = launcher.getKey();
      TimedMeshgen build =
          new TimedMeshgen(launcher.getValue(), jdk, work.resolve("" + builds.size()));
      if (!name.equals(Trick.ARCHIVE.name())) {
        build.train();
      }
      builds.put(name, build);
      trees.put(name, build.newTree());
      build.render(clusters, trees.get(name)).seconds();
    }
  }

  private void run(int rounds) throws Exception {
    // Always the same orders, none of which favours a build.
    Random random = new Random(1);
    List<String> order = new ArrayList<>(builds.keySet());
    for (int i = 0; i < rounds; i++) {
      Collections.shuffle(order, random);
      for (String name : order) {
        TimedMeshgen build = builds.get(name);
        add(again, name, build.render(clusters, trees.get(name)).cost());
        add(anew, name, build.renderNew(clusters).cost());
      }
    }
  }

  private static void add(Map<String, List<Cost>> costs, String name, Cost cost) {
    costs.computeIfAbsent(name, any -> new ArrayList<>()).add(cost);
  }

  private void print(Jdk jdk) {
    out.println("\n### Starts, JDK " + jdk.version() + "\n");
    out.println("| without | nothing changed | CPU | from nothing | CPU |\n|---|---|---|---|---|");
    for (String name : builds.keySet()) {
      out.println("| " + name + " | " + cells(again, name) + " | " + cells(anew, name) + " |");
    }
  }

  private static String cells(Map<String, List<Cost>> costs, String name) {
    if (name.equals(ALL)) {
      Cost median = Cost.median(costs.get(ALL));
      return String.format(Locale.ROOT, "%.0f ms | %.0f ms", median.wall(), median.cpu());
    }
    Cost more = Cost.median(Cost.differences(costs.get(name), costs.get(ALL)));
    Cost all = Cost.median(costs.get(ALL));
    return String.format(
        Locale.ROOT,
        "%+.0f ms (%+.1f %%) | %+.0f ms (%+.1f %%)",
        more.wall(),
        100 * more.wall() / all.wall(),
        more.cpu(),
        100 * more.cpu() / all.cpu());
  }
}
