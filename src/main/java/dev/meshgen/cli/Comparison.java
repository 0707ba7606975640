package dev.meshgen.cli;

import dev.meshgen.compile.Compiled;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.tree.TreeException;
import java.util.List;
import java.util.Optional;

/**
 * What a spec compiles to, compared with the existing tree.
 *
 * @param folder that may carry out the changes
 * @param remarks what people have to know and do once the changes are made
 */
record Comparison(OutputFolder folder, Compiled compiled, Changes changes, List<String> remarks) {
  Comparison {
    remarks = List.copyOf(remarks);
  }

  /**
   * Begins to find out what the changes do to the mesh; to be asked before they are applied.
   *
   * @param more the command that says all of it, if there is one
   */
  ChangeSummary summary(Optional<String> more) throws TreeException {
    return ChangeSummary.start(compiled.tree(), changes, folder, more);
  }
}
