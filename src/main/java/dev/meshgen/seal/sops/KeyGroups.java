package dev.meshgen.seal.sops;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.Recipient.Share;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data key as a file holds it: wrapped for each recipient, or, with several groups, shared
 * among them so that it takes a recipient each of some of them.
 *
 * @param groups by kind, the entries in the order of the file; kinds without any are left out
 * @param needed from how many groups it takes a recipient each; 1 if there is one group
 */
record KeyGroups(List<SortedMap<String, List<KeyEntry>>> groups, int needed) {
  KeyGroups {
    groups =
        groups.stream()
            .map(group -> Collections.unmodifiableSortedMap(new TreeMap<>(group)))
            .toList();
  }

  /** Those of a file without groups. */
  static KeyGroups single(SortedMap<String, List<KeyEntry>> entries) {
    return new KeyGroups(List.of(entries), 1);
  }

  /** Whether the data key is shared. */
  boolean areSeveral() {
    return groups.size() > 1;
  }

  /** What the recipients of a group open. */
  Share share(int index) {
    return areSeveral() ? new Share(index + 1, needed) : Share.WHOLE;
  }

  /** Whom the entries name, of each kind in the order of the file. */
  List<Recipient> recipients() {
    List<Recipient> recipients = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      Share share = share(i);
      groups
          .get(i)
          .forEach(
              (name, list) -> {
                SopsKeyKind kind = SopsKeyKinds.named(name);
                list.forEach(
                    entry -> recipients.add(new Recipient(name, kind.recipient(entry), share)));
              });
    }
    return List.copyOf(recipients);
  }

  /** All entries of one kind; none if no group has such a list. */
  List<KeyEntry> entries(String kind) {
    List<KeyEntry> entries = new ArrayList<>();
    groups.forEach(group -> entries.addAll(group.getOrDefault(kind, List.of())));
    return entries;
  }

  /** The names of the kinds, sorted. */
  List<String> kinds() {
    return groups.stream().flatMap(group -> group.keySet().stream()).distinct().sorted().toList();
  }
}
