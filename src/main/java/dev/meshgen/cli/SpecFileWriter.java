package dev.meshgen.cli;

import dev.meshgen.diagnostic.IoReason;
import dev.meshgen.spec.SpecSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The files of a spec on disk, where a command edits them for the user. */
final class SpecFileWriter {
  private final Console console;

  SpecFileWriter(Console console) {
    this.console = console;
  }

  /**
   * Writes the files that differ, unless somebody else has changed any in the meantime: then none,
   * as what is written follows from all of them.
   *
   * @param after in the order of {@code before}
   */
  void replace(List<SpecSource> before, List<SpecSource> after) throws CommandException {
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
