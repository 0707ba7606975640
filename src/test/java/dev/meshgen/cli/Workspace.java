package dev.meshgen.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.seal.sops.age.AgeIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder to run commands in, with its own environment and clock: nothing of the machine around
 * it, above all no age identity of the person at it, reaches a command.
 */
public final class Workspace {
  /** What the clock shows until {@link #at} moves it. */
  public static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private Instant now = NOW;

  private boolean trusting = true;

  /** What a command left behind. */
  public record Run(int code, String out, String err) {}

  public Workspace(Path folder) {
    this.folder = folder;
    environment.put("HOME", folder.resolve("no-home").toString());
    environment.put("XDG_CONFIG_HOME", folder.resolve("no-home").toString());
  }

  public Path folder() {
    return folder;
  }

  public Workspace at(Instant instant) {
    now = instant;
    return this;
  }

  public Workspace with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Workspace without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Writes a new identity into a file and returns its recipient. */
  public String identity(String file) {
    try (AgeIdentity identity = AgeIdentity.generate(new SecureRandom());
        SecretBytes text = identity.keyFile(NOW)) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.write(path, text.copy());
      return identity.recipient().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on commands find the identities of this file. */
  public Workspace holding(String identityFile) {
    return with("SOPS_AGE_KEY_FILE", folder.resolve(identityFile).toString());
  }

  public Workspace holdingNothing() {
    return without("SOPS_AGE_KEY_FILE");
  }

  /** From now on no render is told to trust recipients whose identity is not at hand. */
  public Workspace trustingNobody() {
    trusting = false;
    return this;
  }

  public Run run(String... arguments) {
    return runWith("", arguments);
  }

  /** Runs a command that is fed {@code input}. */
  public Run runWith(String input, String... arguments) {
    MeshgenRun run =
        MeshgenRun.in(
            folder,
            Map.copyOf(environment),
            Clock.fixed(now, ZoneOffset.UTC),
            input,
            trusting ? withTrust(arguments) : arguments);
    return new Run(run.code(), run.out(), run.err());
  }

  /** The recipients of most tests belong to no one. */
  private static String[] withTrust(String... arguments) {
    if (arguments.length == 0 || !Set.of("render", "publish").contains(arguments[0])) {
      return arguments;
    }
    String[] more = Arrays.copyOf(arguments, arguments.length + 1);
    more[arguments.length] = "--trust-recipients";
    return more;
  }

  public Workspace write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Workspace append(String file, String text) {
    return write(file, read(file) + text);
  }

  /** Replaces text that must be there. */
  public Workspace replace(String file, String old, String replacement) {
    String text = read(file);
    if (!text.contains(old)) {
      throw new IllegalArgumentException(file + " does not hold \"" + old + "\"");
    }
    return write(file, text.replace(old, replacement));
  }

  public String read(String file) {
    return new String(bytes(file), UTF_8);
  }

  public byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean exists(String file) {
    return Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS);
  }

  public Workspace delete(String file) {
    try (Stream<Path> found = Files.walk(folder.resolve(file))) {
      for (Path path : found.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of everything below a folder: path from there to content. */
  public SortedMap<String, String> tree(String below) {
    return files(folder.resolve(below));
  }

  /** Every file below a folder, hidden ones too, one character for each byte. */
  public static SortedMap<String, String> files(Path root) {
    SortedMap<String, String> files = new TreeMap<>();
    if (!Files.exists(root)) {
      return files;
    }
    try (Stream<Path> found = Files.walk(root)) {
      for (Path path : found.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(path).toString().replace('\\', '/');
        files.put(name, new String(Files.readAllBytes(path), ISO_8859_1));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paths that are in one of two trees only, or differ between them; sorted. */
  public static SortedMap<String, String> difference(
      SortedMap<String, String> before, SortedMap<String, String> after) {
    SortedMap<String, String> changes = new TreeMap<>();
    before.forEach(
        (path, text) -> {
          if (!text.equals(after.get(path))) {
            changes.put(path, after.containsKey(path) ? "changed" : "removed");
          }
        });
    after.keySet().stream()
        .filter(path -> !before.containsKey(path))
        .forEach(path -> changes.put(path, "created"));
    return changes;
  }

  /** Copies a tree of files, modes and all that matters to a command. */
  public static void copy(Path from, Path to) {
    try (Stream<Path> found = Files.walk(from)) {
      for (Path path : found.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
