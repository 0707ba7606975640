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
      throw new CommandException(
          e.at() + ": this place cannot be edited for you: " + e.getMessage(), e);
    }
    return after;
  }

  /** Writes the files that differ, unless somebody else has changed one in the meantime. */
  void write() throws CommandException {
    for (int i = 0; i < before.size(); i++) {
      Path file = console.workingDirectory().resolve(before.get(i).name());
      if (!Arrays.equals(before.get(i).content(), after.get(i).content())) {
        write(before.get(i), file, after.get(i).content());
      }
    }
  }

  private void write(SpecSource source, Path file, byte[] content) throws CommandException {
    try {
      if (!Arrays.equals(Files.readAllBytes(file), source.content())) {
        throw new CommandException(source.name() + " has changed in the meantime; run again");
      }
      ReplacedFile.write(file, content);
    } catch (IOException e) {
      throw new CommandException("cannot write " + source.name() + ": " + IoReason.of(e), e);
    }
    console.say(source.name() + ": edited");
  }
}
