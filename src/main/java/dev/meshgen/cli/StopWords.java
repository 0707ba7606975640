package dev.meshgen.cli;

import dev.meshgen.diff.ChangeRules;
import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.Weight;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The topics and weights of changes that fail a run.
 *
 * @param words topics and weights
 */
record StopWords(Set<String> words) {

  /** Every word that there is: topics, then weights. */
  static Set<String> known() {
    Set<String> known = new LinkedHashSet<>(ChangeRules.topics());
    known.add(MeshDiff.OTHER);
    Arrays.stream(Weight.values()).map(Weight::id).forEach(known::add);
    return known;
  }

  /** Of a list with commas. */
  static StopWords of(String list) throws UsageException {
    Set<String> words = new LinkedHashSet<>();
    for (String word : list.split(",")) {
      if (!word.isBlank()) {
        if (!known().contains(word.strip())) {
          throw new UsageException(
              "--fail-on: unknown topic \""
                  + word.strip()
                  + "\"; expected one of "
                  + String.join(", ", known()));
        }
        words.add(word.strip());
      }
    }
    if (words.isEmpty()) {
      throw new UsageException(
          "--fail-on: the list is empty; expected some of " + String.join(", ", known()));
    }
    return new StopWords(words);
  }

  /** Whether a change is about one of them, but for what the spec accepts. */
  boolean cover(MeshChange change) {
    return change.open().filter(this::coverAll).isPresent();
  }

  private boolean coverAll(MeshChange change) {
    return words.contains(change.weight().id())
        || words.contains(change.topic())
        || change.findings().stream()
            .anyMatch(
                finding ->
                    words.contains(finding.rule().topic())
                        && finding.rule().weight() != Weight.INFO);
  }
}
