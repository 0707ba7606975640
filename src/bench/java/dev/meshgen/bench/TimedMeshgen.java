package dev.meshgen.bench;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.seal.sops.age.AgeIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The launcher on one JDK, and a folder of specs and trees to run it on. */
final class TimedMeshgen {
  private final Path launcher;
  private final Jdk jdk;
  private final Path work;
  private int trees;

  TimedMeshgen(Path launcher, Jdk jdk, Path work) throws IOException {
    this.launcher = launcher;
    this.jdk = jdk;
    this.work = Files.createDirectories(work);
  }

  /** Makes the class-data archive, which the first run would else make in the background. */
  void train() throws IOException, InterruptedException {
    new TimedCommand(
            List.of(launcher.toString()),
            Map.of("MESHGEN_JAVA", jdk.home().toString(), "MESHGEN_TRAIN", "only"))
        .seconds();
  }

  TimedCommand emptyMain() {
    String java = jdk.home().resolve("bin/java").toString();
    // Its own folder: the JVM looks at everything on the class path.
    return new TimedCommand(
        List.of(java, "-cp", work.toString(), EmptyMain.class.getName()), Map.of());
  }

  TimedCommand validate(int clusters) throws IOException {
    return run("validate", "-f", spec(clusters).toString());
  }

  /** Renders into a folder that does not exist yet. */
  TimedCommand renderNew(int clusters) throws IOException {
    return render(clusters, newTree());
  }

  /** Deleting trees between runs would slow the disk down for the next, so each gets a new name. */
  Path newTree() {
    return work.resolve("tree-" + trees++);
  }

  TimedCommand render(int clusters, Path tree) throws IOException {
    return run(
        "render", "-f", spec(clusters).toString(), "-o", tree.toString(), "--trust-recipients");
  }

  TimedCommand renderMixed(int clusters, Path tree) throws IOException {
    Path spec = work.resolve("mixed-" + clusters + ".yaml");
    if (!Files.exists(spec)) {
      Files.writeString(spec, SpecGenerator.mixed(clusters));
    }
    return run("render", "-f", spec.toString(), "-o", tree.toString(), "--trust-recipients");
  }

  /**
   * Renders a tree, and again after changes that reach a few clusters, and one that reaches all.
   */
  void renderChanged(int clusters, Path tree) throws IOException, InterruptedException {
    render(clusters, tree).seconds();
    run("render", "-f", changed(clusters).toString(), "-o", tree.toString()).seconds();
  }

  /** The same changes to a tree that another is a copy of: a pull request. */
  void renderChangedCopy(int clusters, Path tree, Path copy)
      throws IOException, InterruptedException {
    new TimedCommand(List.of("cp", "-R", tree.toString(), copy.toString()), Map.of()).seconds();
    run("render", "-f", changed(clusters).toString(), "-o", copy.toString()).seconds();
  }

  private Path changed(int clusters) throws IOException {
    Path spec = work.resolve("changed-" + clusters + ".yaml");
    if (!Files.exists(spec)) {
      Files.writeString(
          spec,
          SpecGenerator.spec(clusters)
              .replace("region: region-7\n", "region: region-70\n")
              .replace("memory: 2Gi", "memory: 3Gi")
              .replaceFirst("version: 1.30.5", "version: 1.30.4"));
    }
    return spec;
  }

  TimedCommand diff(Path base, Path head) {
    return run("diff", base.toString(), head.toString());
  }

  TimedCommand diffSpecs(int clusters) throws IOException {
    return run("diff", "--spec", spec(clusters).toString(), changed(clusters).toString());
  }

  /** The ends of all certificates of a tree. */
  TimedCommand trustStatus(int clusters, Path tree) throws IOException {
    return run("trust", "status", "-f", spec(clusters).toString(), "-o", tree.toString());
  }

  /** Takes over the cacerts of as many running clusters. */
  TimedCommand importAll(int clusters) throws Exception {
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
  TimedCommand distributeRoot(int clusters, Path tree, boolean back) throws IOException {
    List<String> words = new ArrayList<>(List.of("trust", "rotate", "root", "distribute"));
    words.addAll(List.of("-f", spec(clusters).toString(), "-o", tree.toString()));
    words.add(back ? "--back" : "--trust-recipients");
    return run(words.toArray(new String[0]));
  }

  /**
   * Seals every file of the clusters for one reader more, whose identity is at hand, or for less.
   */
  TimedCommand reseal(int clusters, Path tree, boolean more) throws IOException {
    return held("reseal", "-f", shared(clusters, more).toString(), "-o", tree.toString());
  }

  /** The same with less memory than a JVM takes if it is there. */
  TimedCommand resealInLittle(int clusters, Path tree) throws IOException {
    return reseal(clusters, tree, true).with("MESHGEN_JAVA_OPTS", "-Xms32m -Xmn24m -Xmx160m");
  }

  /** Renders a tree that {@link #reseal} can open. */
  TimedCommand renderShared(int clusters, Path tree) throws IOException {
    return held(
        "render",
        "-f",
        shared(clusters, false).toString(),
        "-o",
        tree.toString(),
        "--trust-recipients");
  }

  /** Verifies a tree from public data, against its spec. */
  TimedCommand verify(int clusters, Path tree) throws IOException {
    return held("verify", "-f", shared(clusters, false).toString(), tree.toString());
  }

  private TimedCommand held(String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(launcher.toString()));
    words.addAll(List.of(arguments));
    return new TimedCommand(
        words,
        Map.of(
            "MESHGEN_JAVA", jdk.home().toString(),
            "MESHGEN_TRAIN", "no",
            "SOPS_AGE_KEY_FILE", work.resolve("bench.agekey").toString()));
  }

  private Path shared(int clusters, boolean more) throws IOException {
    Path spec = work.resolve((more ? "more-" : "shared-") + clusters + ".yaml");
    if (!Files.exists(spec)) {
      try (AgeIdentity own = AgeIdentity.generate(new SecureRandom());
          AgeIdentity other = AgeIdentity.generate(new SecureRandom());
          SecretBytes file = own.keyFile(Instant.now())) {
        Files.write(work.resolve("bench.agekey"), file.copy());
        String text = SpecGenerator.spec(clusters);
        String first = "        - " + SpecGenerator.READER + "\n";
        String held = "        - " + own.recipient() + "\n";
        String both = held + "        - " + other.recipient() + "\n";
        Files.writeString(work.resolve("shared-" + clusters + ".yaml"), text.replace(first, held));
        Files.writeString(work.resolve("more-" + clusters + ".yaml"), text.replace(first, both));
      }
    }
    return spec;
  }

  private Path spec(int clusters) throws IOException {
    Path spec = work.resolve("mesh-" + clusters + ".yaml");
    if (!Files.exists(spec)) {
      Files.writeString(spec, SpecGenerator.spec(clusters));
    }
    return spec;
  }

  /** A command with more in its environment. */
  TimedCommand in(Map<String, String> environment, String command, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(launcher.toString(), command));
    words.addAll(arguments);
    Map<String, String> all = new TreeMap<>(environment);
    all.put("MESHGEN_JAVA", jdk.home().toString());
    all.put("MESHGEN_TRAIN", "no");
    return new TimedCommand(words, all);
  }

  private TimedCommand run(String... arguments) {
    List<String> words = new ArrayList<>(List.of(launcher.toString()));
    words.addAll(List.of(arguments));
    return new TimedCommand(
        words, Map.of("MESHGEN_JAVA", jdk.home().toString(), "MESHGEN_TRAIN", "no"));
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
