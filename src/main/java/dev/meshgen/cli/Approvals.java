package dev.meshgen.cli;

import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.TopicFiles;
import dev.meshgen.diff.Weight;
import dev.meshgen.model.Approval;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who has to approve a change, as the spec says. */
final class Approvals {
  private final List<Approval> all;

  Approvals(List<Approval> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Somebody who has to approve a change.
   *
   * @param changes why: its topics and weights that the spec names
   */
  record Needed(List<String> changes, List<String> owners, Optional<String> label) {
    /** {@code trust, high: @example/security, label needs-security}. */
    String text() {
      List<String> who = new ArrayList<>(owners);
      label.ifPresent(name -> who.add("label " + name));
      return String.join(", ", changes) + ": " + String.join(", ", who);
    }
  }

  /** Those that a change needs; what the spec acknowledges needs none. */
  List<Needed> of(MeshDiff diff) {
    List<Needed> needed = new ArrayList<>();
    for (Approval approval : all) {
      List<String> found =
          approval.changes().stream()
              .filter(word -> diff.changes().stream().anyMatch(new StopWords(Set.of(word))::cover))
              .toList();
      if (!found.isEmpty()) {
        needed.add(new Needed(found, approval.owners(), approval.label()));
      }
    }
    return needed;
  }

  /** The labels of a change, one a line. */
  String labels(MeshDiff diff) {
    Set<String> labels = new TreeSet<>();
    of(diff).forEach(needed -> needed.label().ifPresent(labels::add));
    return lines(labels);
  }

  /**
   * The lines of a CODEOWNERS file. Of several that match a file the last one counts, so each has
   * all owners of its files.
   *
   * @param folder of the tree from the top of the repository; empty if it is the top
   */
  String codeowners(TopicFiles files, String folder) {
    String root = folder.isEmpty() ? "/" : "/" + folder + "/";
    Set<String> lines = new LinkedHashSet<>();
    Set<String> everywhere = owners(Set.of(MeshDiff.OTHER, Weight.MEDIUM.id()));
    if (!everywhere.isEmpty()) {
      lines.add(root + " " + String.join(" ", everywhere));
    }
    files
        .words()
        .forEach(
            (path, words) -> {
              Set<String> owners = owners(words);
              owners.addAll(everywhere);
              if (!owners.equals(everywhere)) {
                lines.add(root + path + " " + String.join(" ", owners));
              }
            });
    return lines(lines);
  }

  private Set<String> owners(Set<String> words) {
    Set<String> owners = new TreeSet<>();
    for (Approval approval : all) {
      if (approval.changes().stream().anyMatch(words::contains)) {
        owners.addAll(approval.owners());
      }
    }
    return owners;
  }

  private static String lines(Set<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
