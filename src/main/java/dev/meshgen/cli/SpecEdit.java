package dev.meshgen.cli;

import dev.meshgen.edit.EditRefused;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.SpecSource;
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

  /** Writes the files that differ. */
  void write() throws CommandException {
    new SpecFileWriter(console).replace(before, after);
  }
}
