package dev.meshgen.model;

import java.util.List;
import java.util.Optional;

/**
 * Who has to approve some changes of a tree.
 *
 * @param changes topics and weights, in the words of {@code meshgen diff}
 * @param owners as CODEOWNERS has them
 * @param label of a pull request with such a change
 */
public record Approval(List<String> changes, List<String> owners, Optional<String> label) {
  public Approval {
    changes = List.copyOf(changes);
    owners = List.copyOf(owners);
  }
}
