package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.Recipient.Share;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A list with a duplicate usually lacks another recipient, such as the one for emergencies; and who
 * is in two groups counts twice.
 */
final class RecipientsRepeated implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (List<Located<Recipient>> list : WrittenRecipients.of(mesh).all()) {
      Map<Recipient, Located<Recipient>> seen = new HashMap<>();
      for (Located<Recipient> written : list) {
        Located<Recipient> first = seen.putIfAbsent(written.value().whole(), written);
        // An invalid recipient is reported elsewhere, and never quoted.
        if (first != null && isPublic(written.value(), context)) {
          report.add(
              Diagnostic.of(Code.RECIPIENT_REPEATED, written.at(), words(first, written))
                  .expecting("each recipient once")
                  .relating(first.at(), "first listed here"));
        }
      }
    }
  }

  private static String words(Located<Recipient> first, Located<Recipient> second) {
    Share one = first.value().share();
    Share other = second.value().share();
    String words = "duplicate recipient \"" + second.value().whole() + "\"";
    if (!one.isPart() || !other.isPart() || one.group() == other.group()) {
      return words;
    }
    return words
        + ": it is in the groups "
        + one.group()
        + " and "
        + other.group()
        + ", so it "
        + (other.needed() > 2
            ? "counts twice among the " + other.needed() + " that it takes"
            : "opens the file alone");
  }

  private static boolean isPublic(Recipient recipient, RuleContext context) {
    return context.kinds().of(recipient).isPublic(recipient.text());
  }
}
