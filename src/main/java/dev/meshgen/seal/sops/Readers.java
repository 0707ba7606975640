package dev.meshgen.seal.sops;

import dev.meshgen.recipient.Recipient;
import java.util.ArrayList;
import java.util.List;

/**
 * Who can open a sealed file, as far as the file itself says.
 *
 * @param recipients in the order of the file
 * @param others a word for everything else that opens it, or might
 */
public record Readers(List<Recipient> recipients, List<String> others) {
  public Readers {
    recipients = List.copyOf(recipients);
    others = List.copyOf(others);
  }

  /** Who opens the file and is not expected to, and the other way round; empty if both agree. */
  public String difference(List<Recipient> expected) {
    List<String> strangers = without(recipients, expected);
    strangers.addAll(others);
    String more = String.join(", ", strangers);
    String less = String.join(", ", without(expected, recipients));
    if (more.isEmpty()) {
      return less.isEmpty() ? "" : "not for " + less;
    }
    return "for " + more + (less.isEmpty() ? " as well" : ", not for " + less);
  }

  private static List<String> without(List<Recipient> these, List<Recipient> those) {
    List<String> names = new ArrayList<>();
    for (Recipient each : these) {
      if (!those.contains(each)) {
        names.add(each.toString());
      }
    }
    return names;
  }
}
