package dev.meshgen.cli;

import dev.meshgen.diff.FileSide;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.diff.TreeSide;
import dev.meshgen.output.Change;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.tree.TreeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the two trees that the words of a command mean. */
final class ComparedTrees {
  private final Console console;
  private final OutputOptions output;

  ComparedTrees(Console console, OutputOptions output) {
    this.console = console;
    this.output = output;
  }

  /** The two trees, the older one first. */
  record Pair(Named before, Named after) {}

  /**
   * Those of names.
   *
   * @param head without it, the tree in the working directory
   * @param direct whether to compare with BASE itself, not with where HEAD left it
   */
  Pair named(String base, Optional<String> head, boolean direct)
      throws CommandException, TreeException {
    Optional<String> to = head.filter(name -> !isFolder(name));
    if (isFolder(base) && to.isEmpty()) {
      return requireTree(folder(base), folder(head.orElse(output.name(console))));
    }
    GitPlace git =
        GitPlace.of(
            console, output.path(console), output.name(console), isFolder(base) ? to.get() : base);
    Named after =
        to.isPresent()
            ? git.at(git.commit(to.get()), to.get())
            : folder(head.orElse(output.name(console)));
    return requireTree(
        isFolder(base)
            ? folder(base)
            : git.at(git.base(console, base, to.orElse(GitPlace.HEAD), direct), base),
        after);
  }

  /** Of a folder that was never rendered into "no changes" would be true, and misleading. */
  private static Pair requireTree(Named before, Named after)
      throws CommandException, TreeException {
    if (before.side().isEmpty() && after.side().isEmpty()) {
      throw new CommandException(
          "neither "
              + before.label()
              + " nor "
              + after.label()
              + " has a tree; name the folder of one, or its folder in Git with -o");
    }
    return new Pair(before, after);
  }

  /** What the spec compiles to, beside the committed tree; without a commit, beside the folder. */
  Pair compiled(Changes changes) throws TreeException, CommandException {
    String name = output.name(console);
    SortedMap<String, byte[]> files = ours(changes.mesh());
    TreeSide before = new FileSide(files);
    Optional<TreeSide> committed = committed();
    for (Change change : changes.changes()) {
      if (change.kind() == Change.Kind.REMOVE) {
        files.remove(change.path());
      } else {
        files.put(change.path(), change.bytes());
      }
    }
    return new Pair(
        new Named(name + "/", committed.orElse(before)),
        new Named(name + "/", new FileSide(files)));
  }

  private SortedMap<String, byte[]> ours(String mesh) throws TreeException {
    try (OutputFolder folder = OutputFolder.inspect(output.path(console))) {
      SortedMap<String, byte[]> files = new TreeMap<>();
      folder.existing(mesh).files().forEach((path, file) -> files.put(path, file.bytes()));
      return files;
    }
  }

  /** The tree of the last commit, if that has one. */
  private Optional<TreeSide> committed() throws CommandException {
    Optional<GitCheckout> checkout = GitCheckout.around(output.path(console));
    if (checkout.isEmpty()) {
      return Optional.empty();
    }
    GitRepository repository = new GitRepository(checkout.get().root(), console.environment());
    Optional<String> commit = repository.commit(GitPlace.HEAD);
    if (commit.isEmpty()) {
      return Optional.empty();
    }
    GitSide side =
        new GitSide(repository, commit.get(), checkout.get().relative(output.path(console)));
    return side.ids().isEmpty() ? Optional.empty() : Optional.of(side);
  }

  boolean isFolder(String name) {
    return Files.isDirectory(console.workingDirectory().resolve(name));
  }

  private Named folder(String name) {
    Path path = console.workingDirectory().resolve(name);
    return new Named(name + "/", new FolderSide(path));
  }
}
