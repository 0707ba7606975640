package dev.meshgen.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Reads commits of the repository around a folder with the user's own {@code git}. Only plumbing
 * that looks at the object database: nothing is checked out, and no hook, filter or helper runs.
 */
final class GitRepository {
  private static final String FILE = "100";

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * The repository of a folder.
   *
   * @param environment of the process, for the user's {@code GIT_DIR} and the like
   */
  GitRepository(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** The commit that a name means; empty if it means none. */
  Optional<String> commit(String name) throws CommandException {
    Result result = run("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
    return result.code() == 0 ? Optional.of(result.text().strip()) : Optional.empty();
  }

  /** The best common ancestor of two commits; empty for unrelated histories. */
  Optional<String> mergeBase(String one, String other) throws CommandException {
    Result result = run("merge-base", one, other);
    return result.code() == 0 ? Optional.of(result.text().strip()) : Optional.empty();
  }

  /** Whether commits are missing because the clone was told to leave them out. */
  boolean isShallow() throws CommandException {
    return run("rev-parse", "--is-shallow-repository").text().strip().equals("true");
  }

  /**
   * The regular files below a folder in a commit.
   *
   * @param path of the folder from the top of the work tree, {@code .} for the top
   * @return path below the folder to the name of the content
   */
  SortedMap<String, String> files(String commit, String path) throws CommandException {
    String prefix = path.equals(".") ? "" : path + "/";
    // Without --full-tree, names are relative to the folder that git runs in.
    List<String> command = new ArrayList<>(List.of("ls-tree", "-r", "-z", "--full-tree", commit));
    if (!prefix.isEmpty()) {
      command.addAll(List.of("--", prefix));
    }
    Result result = run(command.toArray(String[]::new));
    if (result.code() != 0) {
      throw new CommandException("git cannot read " + commit + ": " + result.problem());
    }
    SortedMap<String, String> files = new TreeMap<>();
    for (String entry : result.text().split("\0")) {
      int tab = entry.indexOf('\t');
      String[] facts = tab < 0 ? new String[0] : entry.substring(0, tab).split(" ");
      if (facts.length == 3 && facts[0].startsWith(FILE)) {
        files.put(entry.substring(tab + 1 + prefix.length()), facts[2]);
      }
    }
    return files;
  }

  /** The contents of these names, in their order. */
  List<byte[]> contents(Collection<String> ids) throws CommandException {
    if (ids.isEmpty()) {
      return List.of();
    }
    Process process = start("cat-file", "--batch");
    CompletableFuture<Void> written =
        CompletableFuture.runAsync(
            () -> {
              try (OutputStream out = process.getOutputStream()) {
                out.write((String.join("\n", ids) + "\n").getBytes(StandardCharsets.US_ASCII));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try (DataInputStream in = new DataInputStream(process.getInputStream())) {
      List<byte[]> contents = new ArrayList<>();
      for (String id : ids) {
        contents.add(content(id, in));
      }
      written.join();
      return contents;
    } catch (IOException e) {
      throw new CommandException("git cat-file: " + e.getMessage(), e);
    } finally {
      process.destroy();
    }
  }

  private static byte[] content(String id, DataInputStream in)
      throws IOException, CommandException {
    String[] header = line(in).split(" ");
    if (header.length != 3 || !header[1].equals("blob")) {
      throw new CommandException("git has no content " + id + "; is the clone complete?");
    }
    byte[] content = new byte[Integer.parseInt(header[2])];
    in.readFully(content);
    in.readByte();
    return content;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("ended early");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** What a command printed. */
  private record Result(int code, String text, String problem) {}

  private Result run(String... arguments) throws CommandException {
    Process process = start(arguments);
    CompletableFuture<byte[]> problem =
        CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
    try {
      process.getOutputStream().close();
      String text = new String(all(process.getInputStream()), StandardCharsets.UTF_8);
      String said = new String(problem.join(), StandardCharsets.UTF_8).strip();
      return new Result(process.waitFor(), text, said);
    } catch (IOException e) {
      throw new CommandException("git " + arguments[0] + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("git " + arguments[0] + ": interrupted", e);
    }
  }

  private static byte[] all(InputStream in) {
    try (in) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(String... arguments) throws CommandException {
    List<String> command = new ArrayList<>(List.of("git", "--no-replace-objects"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new CommandException("comparing with a revision needs git on the PATH", e);
    }
  }
}
