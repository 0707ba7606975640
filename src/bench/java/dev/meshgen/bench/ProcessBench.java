package dev.meshgen.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Times whole processes, as people start them, and prints a table of bounds and a table of growth.
 *
 * <p>The things to time take turns, so that a slow moment of the machine hits all of them; each row
 * is the median of its runs. Output goes to folders that are new each time.
 */
public final class ProcessBench {
  private static final int LARGE = 1000;
  private static final int LARGE_MEMORY = 384;
  private static final int PUBLISH_MEMORY = 256;
  private static final int RESEAL_MEMORY = 256;
  private static final int GROWTH_RUNS = 3;

  private final PrintStream out;
  private final int runs;
  private final TimedMeshgen meshgen;
  private final Map<String, Samples> samples = new LinkedHashMap<>();

  private ProcessBench(PrintStream out, int runs, TimedMeshgen meshgen) {
    this.out = out;
    this.runs = runs;
    this.meshgen = meshgen;
  }

  /** Arguments: the launcher; rounds; JDK homes or nothing; the sizes of the table of growth. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path launcher = Path.of(arguments[0]).toAbsolutePath();
    Path work = Files.createTempDirectory(launcher.resolveSibling("target"), "bench-");
    try {
      for (Jdk jdk : Jdk.find(arguments[2])) {
        Path folder = work.resolve(jdk.version());
        ProcessBench bench =
            new ProcessBench(
                out, Integer.parseInt(arguments[1]), new TimedMeshgen(launcher, jdk, folder));
        copyEmptyMain(folder);
        bench.prepare();
        out.println("\n### JDK " + jdk.version() + "\n");
        bench.bounds();
        bench.growth(arguments[3]);
      }
    } finally {
      delete(work);
    }
  }

  private static void copyEmptyMain(Path folder) throws IOException {
    String name = EmptyMain.class.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.getParent());
    try (var in = ProcessBench.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(in, copy);
    }
  }

  /** The archive, and the page cache. */
  private void prepare() throws Exception {
    meshgen.train();
    meshgen.emptyMain().seconds();
    meshgen.renderNew(2).seconds();
  }

  private void bounds() throws Exception {
    Path two = meshgen.newTree();
    Path large = meshgen.newTree();
    meshgen.render(2, two).seconds();
    meshgen.render(LARGE, large).seconds();
    Path mixed = meshgen.newTree();
    meshgen.renderMixed(LARGE, mixed).seconds();
    Path rotated = meshgen.newTree();
    meshgen.render(LARGE, rotated).seconds();
    Path shared = meshgen.newTree();
    meshgen.renderShared(LARGE, shared).seconds();
    Path hundred = meshgen.newTree();
    meshgen.render(100, hundred).seconds();
    Path changedHundred = meshgen.newTree();
    meshgen.renderChanged(100, changedHundred);
    Path changed = meshgen.newTree();
    meshgen.renderChanged(LARGE, changed);
    Path requestedHundred = meshgen.newTree();
    meshgen.renderChangedCopy(100, hundred, requestedHundred);
    Path requested = meshgen.newTree();
    meshgen.renderChangedCopy(LARGE, large, requested);
    var before = TimedMeshgen.times(large);
    for (int i = 0; i < runs; i++) {
      time("empty", meshgen.emptyMain());
      time("again 2", meshgen.render(2, two));
      time("empty", meshgen.emptyMain());
      time("new 2", meshgen.renderNew(2));
      time("new 100", meshgen.renderNew(100));
      time("validate", meshgen.validate(LARGE));
      time("again", meshgen.render(LARGE, large));
      time("new", meshgen.renderNew(LARGE));
      time("status", meshgen.trustStatus(LARGE, large));
      time("import", meshgen.importAll(LARGE));
      time("distribute", meshgen.distributeRoot(LARGE, rotated, false));
      time("withdraw", meshgen.distributeRoot(LARGE, rotated, true));
      time("verify", meshgen.verify(LARGE, shared));
      time("reseal", meshgen.reseal(LARGE, shared, true));
      time("reseal less", meshgen.reseal(LARGE, shared, false));
      time("diff 100", meshgen.diff(hundred, changedHundred));
      time("diff", meshgen.diff(large, changed));
      time("request 100", meshgen.diff(hundred, requestedHundred));
      time("request", meshgen.diff(large, requested));
      time("diff specs", meshgen.diffSpecs(LARGE));
      time("mixed again", meshgen.renderMixed(LARGE, mixed));
      time("mixed new", meshgen.renderMixed(LARGE, meshgen.newTree()));
    }
    int touched = differences(before, TimedMeshgen.times(large));
    long memory = meshgen.renderNew(LARGE).peakMemory();
    long resealing = meshgen.resealInLittle(LARGE, shared).peakMemory();
    long differing = meshgen.diff(large, changed).peakMemory();
    long publishing = publish();
    print(touched, memory, resealing, publishing);
    differences(differing);
  }

  /** Against a server on this machine; the most memory that it takes, in MiB. */
  private long publish() throws Exception {
    try (PublishBench bench = new PublishBench(meshgen.newTree(), LARGE)) {
      for (int i = 0; i < runs; i++) {
        PublishBench.Run run = bench.next(meshgen);
        time("publish", run.publish());
        time("published", run.again());
      }
      return bench.next(meshgen).publish().peakMemory();
    }
  }

  private void time(String what, TimedCommand command) throws Exception {
    samples.computeIfAbsent(what, name -> new Samples()).add(command.seconds());
  }

  private static int differences(Map<Path, ?> before, Map<Path, ?> after) {
    int differences = 0;
    for (Map.Entry<Path, ?> entry : after.entrySet()) {
      differences += entry.getValue().equals(before.get(entry.getKey())) ? 0 : 1;
    }
    return differences + Math.abs(before.size() - after.size());
  }

  private void print(int touched, long memory, long resealing, long publishing) {
    out.println("| what | bound | median | least - most | ok |\n|---|---|---|---|---|");
    Samples empty = samples.get("empty");
    row("empty `main`", "", seconds(empty.median()), spread(empty), true);
    ratio("2 clusters, nothing changed", 7, samples.get("again 2"));
    ratio("2 clusters from nothing, keys included", 9, samples.get("new 2"));
    limit("100 clusters from nothing", 1.5, samples.get("new 100"));
    limit(LARGE + " clusters from nothing", 6, samples.get("new"));
    memory("the same, resident", LARGE_MEMORY, memory);
    limit("`publish` of " + LARGE + " to a server on this machine", 6, samples.get("publish"));
    memory("the same, resident", PUBLISH_MEMORY, publishing);
    limit("the same tree, nothing to publish", 2, samples.get("published"));
    limit(LARGE + " clusters, nothing changed", 2, samples.get("again"));
    row("the same, files touched", "0", String.valueOf(touched), "", touched == 0);
    limit("`validate` of " + LARGE, 1.2, samples.get("validate"));
    limit("`trust status` of " + LARGE, 1, samples.get("status"));
    limit("importing the cacerts of " + LARGE, 6, samples.get("import"));
    limit("another root for " + LARGE + " clusters, `distribute`", 3, samples.get("distribute"));
    limit("the same, `--back`", 3, samples.get("withdraw"));
    limit(LARGE + " clusters resealed for one more recipient", 5, samples.get("reseal"));
    row(
        "the same with a heap of 160 MB, resident",
        RESEAL_MEMORY + " MB",
        resealing + " MiB",
        "",
        resealing <= RESEAL_MEMORY * 1_000_000L >> 20);
    limit("the same for one less", 6, samples.get("reseal less"));
    limit("`verify` of " + LARGE, 3, samples.get("verify"));
    limit(LARGE + " clusters of mixed models from nothing", 6, samples.get("mixed new"));
    limit("the same, nothing changed", 2, samples.get("mixed again"));
  }

  private void differences(long memory) {
    limit("`diff` of a change in 100 clusters", 1, samples.get("request 100"));
    limit("`diff` of a change in " + LARGE, 4, samples.get("request"));
    limit("`diff` of two meshes of 100 clusters", 1, samples.get("diff 100"));
    limit("`diff` of two meshes of " + LARGE, 4, samples.get("diff"));
    memory("the same, resident", LARGE_MEMORY, memory);
    limit("`diff --spec` of " + LARGE, 6, samples.get("diff specs"));
  }

  private void memory(String what, int bound, long found) {
    boolean ok = found <= bound * 1_000_000L >> 20;
    row(what, bound + " MB", found + " MiB", "", ok);
  }

  private void ratio(String what, int bound, Samples found) {
    double unit = samples.get("empty").median();
    double ratio = found.median() / unit;
    String median = String.format(Locale.ROOT, "%.1f × (%s)", ratio, seconds(found.median()));
    row(what, bound + " ×", median, spread(found), ratio <= bound);
  }

  private void limit(String what, double bound, Samples found) {
    row(what, bound + " s", seconds(found.median()), spread(found), found.median() <= bound);
  }

  private void row(String what, String bound, String median, String spread, boolean ok) {
    String verdict = bound.isEmpty() ? "" : ok ? "yes" : "**no**";
    out.println(
        "| " + what + " | " + bound + " | " + median + " | " + spread + " | " + verdict + " |");
  }

  private static String spread(Samples found) {
    return seconds(found.least()) + " - " + seconds(found.most());
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 1 ? "%.3f s" : "%.2f s", seconds);
  }

  /** What each cluster costs must not depend on how many there are. */
  private void growth(String sizes) throws Exception {
    if (sizes.isEmpty()) {
      return;
    }
    out.println(
        "\n| clusters | from nothing | a cluster | unchanged | a cluster | validate | a cluster | resident |");
    out.println("|---|---|---|---|---|---|---|---|");
    double start = samples.get("empty").median();
    for (String size : sizes.split(",")) {
      int clusters = Integer.parseInt(size);
      Samples first = new Samples();
      Samples again = new Samples();
      Samples validate = new Samples();
      for (int i = 0; i < GROWTH_RUNS; i++) {
        Path tree = meshgen.newTree();
        first.add(meshgen.render(clusters, tree).seconds());
        again.add(meshgen.render(clusters, tree).seconds());
        validate.add(meshgen.validate(clusters).seconds());
      }
      List<String> cells = new ArrayList<>(List.of(size));
      for (Samples each : List.of(first, again, validate)) {
        cells.add(seconds(each.median()));
        cells.add(String.format(Locale.ROOT, "%.2f ms", (each.median() - start) * 1000 / clusters));
      }
      cells.add(meshgen.renderNew(clusters).peakMemory() + " MiB");
      out.println("| " + String.join(" | ", cells) + " |");
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
