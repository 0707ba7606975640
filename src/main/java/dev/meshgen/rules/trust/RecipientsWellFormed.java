package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.AgeRecipient;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
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
    for (List<Located<String>> list : WrittenRecipients.of(mesh).all()) {
      for (Located<String> written : list) {
        AgeRecipient.Parsed parsed = AgeRecipient.parse(written.value());
        if (parsed.recipient().isEmpty()) {
          report.add(
              Diagnostic.of(Code.BAD_RECIPIENT, written.at(), "the recipient " + parsed.reason())
                  .expecting("a public key that `age-keygen` prints: age1 and 58 more characters"));
        }
      }
    }
  }
}
