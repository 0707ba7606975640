package dev.meshgen.cli;

import dev.meshgen.diagnostic.IoReason;
import dev.meshgen.edit.EditRefused;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.SpecSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A change of the files of a spec, which a command makes for the user. */
final class SpecEdit {
  private final Console console;
  private final Edit edit;
  private List<SpecSource> before = List.of();
  private List<SpecSource> after = List.of();

  /** Makes the edit, in memory. */
  interface Edit {
    List<SpecSource> of(List<SpecSource> sources, CheckedSpec found)
        throws EditRefused, UsageException;
  }

  SpecEdit(Console console, Edit edit) {
    this.console = console;
    this.edit = edit;
  }

  List<SpecSource> of(List<SpecSource> sources, CheckedSpec found)
      throws CommandException, UsageException {
    before = sources;
    try {
      after = edit.of(sources, found);
    } catch (EditRefused e) {
      throw new CommandException(e.at() + ": cannot edit this place: " + e.getMessage(), e);
    }
    return after;
  }

  /**
   * Writes the files that differ, unless somebody else has changed any in the meantime: then none,
   * as the tree follows from all of them.
   */
  void write() throws CommandException {
    for (SpecSource source : before) {
      requireUnchanged(source);
    }
    for (int i = 0; i < before.size(); i++) {
      if (!Arrays.equals(before.get(i).content(), after.get(i).content())) {
        write(before.get(i), after.get(i).content());
      }
    }
  }

  private Path file(SpecSource source) {
    return console.workingDirectory().resolve(source.name());
  }

  private void requireUnchanged(SpecSource source) throws CommandException {
    try {
      if (!Arrays.equals(Files.readAllBytes(file(source)), source.content())) {
        throw new CommandException(source.name() + " has changed in the meantime; run again");
      }
    } catch (IOException e) {
      throw new CommandException("cannot read " + source.name() + ": " + IoReason.of(e), e);
    }
  }

  private void write(SpecSource source, byte[] content) throws CommandException {
    try {
      ReplacedFile.write(file(source), content);
    } catch (IOException e) {
      throw new CommandException("cannot write " + source.name() + ": " + IoReason.of(e), e);
    }
    console.say(source.name() + ": edited");
  }
}
