package dev.meshgen.cli;

import dev.meshgen.diff.MeshDiff.Named;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A repository, and where the tree lies in it.
 *
 * @param path of the tree from the top of the work tree
 */
record GitPlace(GitRepository repository, GitCheckout checkout, String path) {
  /** The current commit. */
  static final String HEAD = "HEAD";

  /**
   * That of a tree.
   *
   * @param name of its folder, for a message
   * @param revision that is wanted, as it was typed; empty if none was
   */
  static GitPlace of(Console console, Path tree, String name, String revision)
      throws CommandException {
    GitCheckout checkout =
        GitCheckout.around(tree)
            .orElseThrow(
                () ->
                    new CommandException(
                        revision.isEmpty()
                            ? name
                                + " is not in a Git checkout, so there is no revision to compare"
                                + " with"
                            : "\""
                                + revision
                                + "\" is neither a folder nor a Git revision: "
                                + name
                                + " is not in a Git checkout"));
    return new GitPlace(
        new GitRepository(checkout.root(), console.environment()),
        checkout,
        checkout.relative(tree));
  }

  /** The commit that a name means. */
  String commit(String name) throws CommandException {
    Optional<String> commit = repository.commit(name);
    if (commit.isPresent()) {
      return commit.get();
    }
    String problem = "\"" + name + "\" is neither a folder nor a Git revision";
    if (name.contains("..") && !("/" + name + "/").contains("/../")) {
      throw new CommandException(problem + "; pass BASE and HEAD as two arguments");
    }
    throw new CommandException(
        repository.isShallow()
            ? problem + "; this clone is shallow: run `git fetch --unshallow`"
            : problem);
  }

  /** The commit that HEAD is compared with: where the two parted, or that of the name itself. */
  String base(Console console, String name, String head, boolean direct) throws CommandException {
    String from = commit(name);
    if (direct) {
      return from;
    }
    Optional<String> common = repository.mergeBase(from, commit(head));
    if (common.isEmpty() && repository.isShallow()) {
      console.say(
          "compared with "
              + name
              + " itself: this clone is shallow and lacks the merge base with "
              + head
              + "; run `git fetch --unshallow`");
    }
    return common.orElse(from);
  }

  /** The tree of a commit. */
  Named at(String commit, String name) throws CommandException {
    return new Named(name + ":", new GitSide(repository, commit, path));
  }
}
