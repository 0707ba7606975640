package dev.meshgen.output;

import dev.meshgen.tree.TreeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * {@code .meshgen} in the output folder: there while a run writes, and after one that was
 * interrupted. Holds the lock and the journal, and tells Git to ignore both.
 */
record StateFolder(Path shown, Path folder) {
  static final String NAME = ".meshgen";

  /** The sealed files of a thousand clusters take a tenth of it. */
  private static final long LARGEST = 256L << 20;

  static StateFolder in(Disk disk) {
    return new StateFolder(disk.shown().resolve(NAME), disk.root().resolve(NAME));
  }

  Path lock() {
    return folder.resolve("lock");
  }

  private Path journal() {
    return folder.resolve("journal");
  }

  private Path unfinishedJournal() {
    return folder.resolve("journal.tmp");
  }

  private Path ignore() {
    return folder.resolve(".gitignore");
  }

  boolean hasJournal() {
    return Files.exists(journal(), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Creates it, and the output folder if need be: a run that wrote nothing removes both again.
   *
   * @throws java.nio.file.NoSuchFileException if another run did so just now; try again
   */
  void create() throws IOException, TreeException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      // A file, or a folder that went away just now: told apart below.
    }
    BasicFileAttributes attributes =
        Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      throw new TreeException("cannot use " + shown + ": it is a symbolic link");
    }
    if (!attributes.isDirectory()) {
      throw new TreeException("cannot use " + shown + ": not a folder");
    }
  }

  /** Call with the lock held: a run that ends deletes this file. */
  void ignoreInGit() throws IOException {
    if (!Files.exists(ignore(), LinkOption.NOFOLLOW_LINKS)) {
      Files.write(ignore(), "*\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * What an interrupted run left.
   *
   * @throws TreeException also when something else lies in its place: nothing but a regular file of
   *     bounded size is read, and no journal obeyed that another user, machine or checkout wrote
   */
  Optional<Journal> readJournal() throws TreeException {
    if (!hasJournal()) {
      return Optional.empty();
    }
    try {
      Journal.Read read = Journal.parse(Disk.readRegular(journal(), LARGEST));
      if (!read.origin().isOf(folder, journal())) {
        throw unusable("no run of this user in this folder wrote it");
      }
      return Optional.of(read.journal());
    } catch (IOException e) {
      throw TreeException.of("read", shown.resolve("journal"), e);
    } catch (RuntimeException e) {
      throw unusable("an interrupted run left it damaged: " + e.getMessage());
    }
  }

  private TreeException unusable(String why) {
    return new TreeException(
        "cannot use "
            + shown.resolve("journal")
            + ": "
            + why
            + "; restore the output folder from Git, then delete "
            + shown);
  }

  void writeJournal(FileOps ops, Journal journal) throws TreeException {
    try {
      JournalOrigin origin = JournalOrigin.in(folder);
      ops.delete(unfinishedJournal());
      ops.write(unfinishedJournal(), journal.print(origin), true);
      ops.setTime(unfinishedJournal(), origin.time());
      ops.replace(unfinishedJournal(), journal());
      ops.syncDirectory(folder);
    } catch (IOException e) {
      throw TreeException.of("write", shown.resolve("journal"), e);
    }
  }

  void deleteJournal(FileOps ops) throws TreeException {
    try {
      ops.delete(journal());
    } catch (IOException e) {
      throw TreeException.of("delete", shown.resolve("journal"), e);
    }
  }

  /** Leaves no trace in the output folder, if nothing is left to finish. */
  void vanish(FileOps ops) throws IOException {
    if (hasJournal()) {
      return;
    }
    ops.delete(unfinishedJournal());
    ops.delete(lock());
    ops.delete(ignore());
    ops.delete(folder);
  }
}
