package dev.meshgen.output;

import dev.meshgen.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/**
 * What it takes to turn a folder into the tree that is wanted.
 *
 * @param mesh the mesh whose files these are
 * @param changes in path order, each path once
 * @param unchanged how many files are already as they should be
 * @param foreign what lies in the folder and is not ours, in path order
 * @param problems why the changes cannot be applied; empty if they can
 */
public record Changes(
    String mesh,
    List<Change> changes,
    int unchanged,
    List<String> foreign,
    List<Diagnostic> problems) {
  public Changes {
    foreign = List.copyOf(foreign);
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
  }

  /** Whether the folder already is what is wanted. */
  public boolean isEmpty() {
    return changes.isEmpty() && problems.isEmpty();
  }

  /** The files that would be created, in path order. */
  public List<Change> created() {
    return of(Change.Kind.CREATE);
  }

  /** The files that would get other content, in path order. */
  public List<Change> changed() {
    return of(Change.Kind.CHANGE);
  }

  /** The files that would be removed, in path order. */
  public List<Change> removed() {
    return of(Change.Kind.REMOVE);
  }

  private List<Change> of(Change.Kind kind) {
    List<Change> matching = new ArrayList<>();
    for (Change change : changes) {
      if (change.kind() == kind) {
        matching.add(change);
      }
    }
    return List.copyOf(matching);
  }
}
