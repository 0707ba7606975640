package dev.meshgen.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** The launcher beside a tiny jar, with its own PATH that holds only what a small system has. */
final class Installation {

  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "chmod",
          "cksum",
          "cp",
          "find",
          "grep",
          "id",
          "ls",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sha256sum",
          "shasum",
          "sleep",
          "stat",
          "tail",
          "touch");

  final Path root;
  final Path home;
  final Path jar;
  final Path userHome;
  final Path bin;
  final Map<String, String> environment = new LinkedHashMap<>();

  Installation(Path root) throws IOException {
    this.root = root;
    home = root.resolve("an install folder");
    jar = home.resolve("target/meshgen.jar");
    userHome = Files.createDirectories(root.resolve("user home"));
    bin = Files.createDirectories(root.resolve("bin"));
    for (String tool : TOOLS) {
      takeFromPath(tool);
    }
    Files.createDirectories(home.resolve("target"));
    Files.copy(Path.of("meshgen"), launcher());
    setExecutable(launcher());
    environment.put("PATH", bin.toString());
    environment.put("HOME", userHome.toString());
    environment.put("MESHGEN_JAVA", JDK.toString());
  }

  Path launcher() {
    return home.resolve("meshgen");
  }

  /**
   * Writes a jar whose program prints the marker, its arguments and its input. Equal lengths of
   * markers give equal lengths of jars.
   */
  void jar(Path to, String marker) throws IOException {
    Path folder = Files.createTempDirectory(root, "classes");
    Path source = folder.resolve("Main.java");
    Files.writeString(
        source,
        """
                package dev.meshgen.cli;
                final class Training {
                    public static void main(String[] words) {}
                }
                public final class Main {
                    public static void main(String[] words) throws Exception {
                        System.out.println("%s " + String.join("|", words));
                        if (words.length > 0 && words[0].equals("read")) System.in.transferTo(System.out);
                        if (words.length > 0 && words[0].equals("fail")) System.exit(7);
                    }
                }
                """
            .formatted(marker));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", "-d", folder.toString(), source.toString());
    if (status != 0) {
      throw new IOException("javac says " + status);
    }
    Files.createDirectories(to.getParent());
    try (OutputStream file = Files.newOutputStream(to);
        JarOutputStream entries = new JarOutputStream(file)) {
      for (String name : List.of("dev/meshgen/cli/Main.class", "dev/meshgen/cli/Training.class")) {
        byte[] content = Files.readAllBytes(folder.resolve(name));
        entries.putNextEntry(stored(name, content));
        entries.write(content);
      }
    }
  }

  private static ZipEntry stored(String name, byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    entry.setLastModifiedTime(FileTime.fromMillis(0));
    return entry;
  }

  /**
   * A JDK folder whose java notes its arguments in {@code java.log}, then is the real one; without
   * a release file if the version is null.
   */
  Path jdk(String name, String version) throws IOException {
    Path folder = root.resolve(name);
    Files.createDirectories(folder.resolve("bin"));
    script(
        folder.resolve("bin/java"),
        "printf '%s\\n' \"$*\" >>\""
            + folder
            + "/java.log\"\nexec \""
            + JDK
            + "/bin/java\" \"$@\"");
    if (version != null) {
      Files.writeString(
          folder.resolve("release"),
          "IMPLEMENTOR=\"Some (tm) Vendor/Co\"\nJAVA_RUNTIME_VERSION=\""
              + version
              + "+1 x\"\nJAVA_VERSION=\""
              + version
              + "\"\nOS_ARCH=\"any\"");
    }
    return folder;
  }

  /** The arguments of the last JVM that ran the program, not one that trained. */
  String lastStart(Path jdk) throws IOException {
    List<String> starts =
        Files.readAllLines(jdk.resolve("java.log")).stream()
            .filter(line -> !line.contains("/.training-"))
            .toList();
    return starts.get(starts.size() - 1);
  }

  void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    setExecutable(file);
  }

  Outcome run(String... words) throws IOException, InterruptedException {
    return run(launcher(), "", words);
  }

  Outcome run(Path launcher, String input, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    return start(command, input).await();
  }

  Running start(List<String> command, String input) throws IOException {
    Path stdin = Files.writeString(Files.createTempFile(root, "in", ""), input);
    Path stdout = Files.createTempFile(root, "out", "");
    Path stderr = Files.createTempFile(root, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(stdin.toFile())
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), stdout, stderr);
  }

  /** Waits until the training in the background has left its archives, as many as expected. */
  List<Path> awaitArchives(Path folder, int expected) throws IOException, InterruptedException {
    for (int i = 0; i < 300 && (archives(folder).size() != expected || training(folder)); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return archives(folder);
  }

  /** Waits until another archive has replaced that one. */
  Path awaitArchiveAfter(Path old) throws IOException, InterruptedException {
    for (int i = 0; i < 300 && archives(old.getParent()).contains(old); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return awaitArchives(old.getParent(), 1).get(0);
  }

  static List<Path> archives(Path folder) throws IOException {
    return list(folder, "meshgen-.*\\.jsa");
  }

  private static boolean training(Path folder) throws IOException {
    return !list(folder, "\\.training-.*").isEmpty();
  }

  private static List<Path> list(Path folder, String name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
    }
  }

  private void takeFromPath(String tool) throws IOException {
    for (String folder : System.getenv("PATH").split(":")) {
      Path candidate = Path.of(folder, tool);
      if (Files.isExecutable(candidate)) {
        script(bin.resolve(tool), "exec " + candidate + " \"$@\"");
        return;
      }
    }
  }

  private static void setExecutable(Path file) throws IOException {
    if (!file.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make executable: " + file);
    }
  }

  /** What a finished process left. */
  record Outcome(int code, String out, String err) {}

  /** A process under way. */
  record Running(Process process, Path out, Path err) {
    Outcome await() throws IOException, InterruptedException {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("did not end");
      }
      return new Outcome(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    }
  }
}
