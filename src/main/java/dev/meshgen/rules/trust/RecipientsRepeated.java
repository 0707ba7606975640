package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A list with a duplicate usually lacks another recipient, such as the one for emergencies; and who
 * is in two groups counts twice.
 */
final class RecipientsRepeated implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (List<Located<Recipient>> list : WrittenRecipients.of(mesh).all()) {
      Map<Recipient, Located<Recipient>> seen = new HashMap<>();
      Map<Recipient, SortedSet<Integer>> groups = groups(list);
      Set<Recipient> named = new HashSet<>();
      for (Located<Recipient> written : list) {
        Recipient whole = written.value().whole();
        Located<Recipient> first = seen.putIfAbsent(whole, written);
        boolean again = first != null && groups.get(whole).size() > 1 && !named.add(whole);
        // An invalid recipient is reported elsewhere, and never quoted.
        if (first != null && !again && isPublic(written.value(), context)) {
          String words = words(whole, groups.get(whole), written.value().share().needed());
          report.add(
              Diagnostic.of(Code.RECIPIENT_REPEATED, written.at(), words)
                  .expecting("each recipient once")
                  .relating(first.at(), "first listed here"));
        }
      }
    }
  }

  /** In which groups each recipient is. */
  private static Map<Recipient, SortedSet<Integer>> groups(List<Located<Recipient>> list) {
    Map<Recipient, SortedSet<Integer>> groups = new HashMap<>();
    for (Located<Recipient> written : list) {
      SortedSet<Integer> own =
          groups.computeIfAbsent(written.value().whole(), whole -> new TreeSet<>());
      if (written.value().share().isPart()) {
        own.add(written.value().share().group());
      }
    }
    return groups;
  }

  private static String words(Recipient recipient, SortedSet<Integer> groups, int needed) {
    String words = "duplicate recipient \"" + recipient + "\"";
    if (groups.size() < 2) {
      return words;
    }
    List<String> names = groups.stream().map(String::valueOf).toList();
    int last = names.size() - 1;
    return words
        + ": it is in the groups "
        + String.join(", ", names.subList(0, last))
        + " and "
        + names.get(last)
        + ", so it "
        + (groups.size() < needed
            ? "counts "
                + (groups.size() == 2 ? "twice" : groups.size() + " times")
                + " among the "
                + needed
                + " required"
            : "opens the file alone");
  }

  private static boolean isPublic(Recipient recipient, RuleContext context) {
    return context.kinds().of(recipient).isPublic(recipient.text());
  }
}
