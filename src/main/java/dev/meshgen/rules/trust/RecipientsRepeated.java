package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
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
      Map<Recipient, Span> seen = new HashMap<>();
      for (Located<Recipient> written : list) {
        Span first = seen.putIfAbsent(written.value().whole(), written.at());
        // An invalid recipient is reported elsewhere, and never quoted.
        if (first != null && isPublic(written.value(), context)) {
          report.add(
              Diagnostic.of(
                      Code.RECIPIENT_REPEATED,
                      written.at(),
                      "duplicate recipient \"" + written.value().whole() + "\"")
                  .expecting("each recipient once")
                  .relating(first, "first listed here"));
        }
      }
    }
  }

  private static boolean isPublic(Recipient recipient, RuleContext context) {
    return context.kinds().of(recipient).isPublic(recipient.text());
  }
}
