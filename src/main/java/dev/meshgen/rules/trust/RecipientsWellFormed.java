package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.RecipientKind;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;

/**
 * What is sealed for a mistyped recipient cannot be opened. The text is not quoted: it may be a
 * private identity in the wrong place.
 */
final class RecipientsWellFormed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (List<Located<Recipient>> list : WrittenRecipients.of(mesh).all()) {
      for (Located<Recipient> written : list) {
        RecipientKind kind = context.kinds().of(written.value());
        kind.problem(written.value().text())
            .ifPresent(
                problem ->
                    report.add(
                        Diagnostic.of(Code.BAD_RECIPIENT, written.at(), "the recipient " + problem)
                            .expecting(kind.expected())));
      }
    }
  }
}
