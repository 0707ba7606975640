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
   */
  static GitPlace of(Console console, Path tree, String name) throws CommandException {
    GitCheckout checkout =
        GitCheckout.around(tree)
            .orElseThrow(
                () ->
                    new CommandException(
                        name + " is in no Git checkout, so there is no revision to compare with"));
    return new GitPlace(
        new GitRepository(checkout.root(), console.environment()),
        checkout,
        checkout.relative(tree));
  }

  /** The commit that a name means. */
  String commit(String name) throws CommandException {
    return repository
        .commit(name)
        .orElseThrow(
            () -> new CommandException("\"" + name + "\" is neither a folder nor a Git revision"));
  }

  /** The commit that HEAD is compared with: where the two parted, or that of the name itself. */
  String base(String name, String head, boolean direct) throws CommandException {
    String from = commit(name);
    Optional<String> common = direct ? Optional.empty() : repository.mergeBase(from, commit(head));
    return common.orElse(from);
  }

  /** The tree of a commit. */
  Named at(String commit, String name) throws CommandException {
    return new Named(name + ":", new GitSide(repository, commit, path));
  }
}
