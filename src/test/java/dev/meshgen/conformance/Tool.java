package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real tool, run as a user runs it, but knowing nothing of the user: no keys, no configuration.
 *
 * <p>One that is missing is a failure: the profile {@code conformance} runs where {@code .ci/tools}
 * has installed them.
 */
public final class Tool {
  public static final Tool SOPS = new Tool("sops");
  public static final Tool AGE_KEYGEN = new Tool("age-keygen");
  static final Tool OPENSSL = new Tool("openssl");
  public static final Tool KUSTOMIZE = new Tool("kustomize");
  static final Tool KSOPS = new Tool("ksops");
  static final Tool ESOCTL = new Tool("esoctl");
  static final Tool KUBESEAL = new Tool("kubeseal");
  public static final Tool HELM = new Tool("helm");
  static final Tool ISTIOCTL = new Tool("istioctl");
  static final Tool VAULT = new Tool("vault");

  private final String name;

  private static final long PATIENCE = 120;

  private Tool(String name) {
    this.name = name;
  }

  static Tool named(String name) {
    return new Tool(name);
  }

  /** What a tool did. */
  public record Run(String command, int code, String out, String err) {
    /** What it printed; fails if it did. */
    public String succeeded() {
      assertThat(code).as("%s\n%s%s", command, out, err).isZero();
      return out;
    }

    /** What it complained; fails unless it did. */
    public String failed() {
      assertThat(code).as("%s\n%s%s", command, out, err).isNotZero();
      return err;
    }
  }

  public Run in(Path folder, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(path().toString()));
    command.addAll(List.of(arguments));
    try {
      Path home = Files.createTempDirectory("meshgen-tool");
      try {
        return run(folder, home, environment, command);
      } finally {
        try (Stream<Path> left = Files.walk(home)) {
          left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Run run(Path folder, Path home, Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = home.resolve("stdout");
    Path err = home.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("PATH", String.join(File.pathSeparator, folders()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " does not end");
      }
      return new Run(
          String.join(" ", command),
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether the tool is there: for one that another tool starts. */
  boolean isThere() {
    return find().isPresent();
  }

  /** Where it is, for one that runs longer than a test waits. */
  Path path() {
    return find()
        .orElseThrow(
            () ->
                new AssertionError(
                    "conformance needs "
                        + name
                        + " on the PATH or in $MESHGEN_TOOLS/bin: run .ci/tools"));
  }

  private Optional<Path> find() {
    for (String folder : folders()) {
      Path path = Path.of(folder).resolve(name);
      if (Files.isExecutable(path)) {
        return Optional.of(path.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  static List<String> folders() {
    List<String> folders = new ArrayList<>();
    if (System.getenv("MESHGEN_TOOLS") != null) {
      folders.add(Path.of(System.getenv("MESHGEN_TOOLS"), "bin").toAbsolutePath().toString());
    }
    folders.addAll(List.of(System.getenv("PATH").split(File.pathSeparator)));
    return folders;
  }
}
