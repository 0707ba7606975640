package dev.meshgen.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The launcher on one JDK, and a folder of specs and trees to run it on. */
final class Meshgen {
  private final Path launcher;
  private final Jdk jdk;
  private final Path work;
  private int trees;

  Meshgen(Path launcher, Jdk jdk, Path work) throws IOException {
    this.launcher = launcher;
    this.jdk = jdk;
    this.work = Files.createDirectories(work);
  }

  /** Makes the class-data archive, which the first run would else make in the background. */
  void train() throws IOException, InterruptedException {
    new Command(
            List.of(launcher.toString()),
            Map.of("MESHGEN_JAVA", jdk.home().toString(), "MESHGEN_TRAIN", "only"))
        .seconds();
  }

  Command emptyMain() {
    String java = jdk.home().resolve("bin/java").toString();
    // Its own folder: the JVM looks at everything on the class path.
    return new Command(List.of(java, "-cp", work.toString(), EmptyMain.class.getName()), Map.of());
  }

  Command validate(int clusters) throws IOException {
    return run("validate", "-f", spec(clusters).toString());
  }

  /** Renders into a folder that does not exist yet. */
  Command renderNew(int clusters) throws IOException {
    return render(clusters, newTree());
  }

  /** Deleting trees between runs would slow the disk down for the next, so each gets a new name. */
  Path newTree() {
    return work.resolve("tree-" + trees++);
  }

  Command render(int clusters, Path tree) throws IOException {
    return run(
        "render", "-f", spec(clusters).toString(), "-o", tree.toString(), "--trust-recipients");
  }

  Command renderMixed(int clusters, Path tree) throws IOException {
    Path spec = work.resolve("mixed-" + clusters + ".yaml");
    if (!Files.exists(spec)) {
      Files.writeString(spec, SpecGenerator.mixed(clusters));
    }
    return run("render", "-f", spec.toString(), "-o", tree.toString(), "--trust-recipients");
  }

  /** The ends of all certificates of a tree. */
  Command trustStatus(int clusters, Path tree) throws IOException {
    return run("trust", "status", "-f", spec(clusters).toString(), "-o", tree.toString());
  }

  /** Takes over the cacerts of as many running clusters. */
  Command importAll(int clusters) throws Exception {
    Path spec = work.resolve("imported-" + clusters + ".yaml");
    Path cacerts = work.resolve("cacerts-" + clusters);
    if (!Files.exists(spec)) {
      Files.writeString(spec, SpecGenerator.imported(clusters));
      RunningClusters.write(cacerts, clusters);
    }
    return run(
        "trust",
        "import",
        "--cacerts=" + cacerts,
        "-f",
        spec.toString(),
        "-o",
        newTree().toString());
  }

  /**
   * The phase of a rotation of the root that changes every cluster and needs no key, or its way
   * back.
   */
  Command distributeRoot(int clusters, Path tree, boolean back) throws IOException {
    List<String> words = new ArrayList<>(List.of("trust", "rotate", "root", "distribute"));
    words.addAll(List.of("-f", spec(clusters).toString(), "-o", tree.toString()));
    words.add(back ? "--back" : "--trust-recipients");
    return run(words.toArray(new String[0]));
  }

  private Path spec(int clusters) throws IOException {
    Path spec = work.resolve("mesh-" + clusters + ".yaml");
    if (!Files.exists(spec)) {
      Files.writeString(spec, SpecGenerator.spec(clusters));
    }
    return spec;
  }

  /** A command with more in its environment. */
  Command in(Map<String, String> environment, String command, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(launcher.toString(), command));
    words.addAll(arguments);
    Map<String, String> all = new TreeMap<>(environment);
    all.put("MESHGEN_JAVA", jdk.home().toString());
    all.put("MESHGEN_TRAIN", "no");
    return new Command(words, all);
  }

  private Command run(String... arguments) {
    List<String> words = new ArrayList<>(List.of(launcher.toString()));
    words.addAll(List.of(arguments));
    return new Command(words, Map.of("MESHGEN_JAVA", jdk.home().toString(), "MESHGEN_TRAIN", "no"));
  }

  /** When each file of a tree was changed last, folders included. */
  static Map<Path, FileTime> times(Path tree) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(file, (FileTime) Files.getAttribute(file, "unix:ctime"));
      }
    }
    return times;
  }
}
