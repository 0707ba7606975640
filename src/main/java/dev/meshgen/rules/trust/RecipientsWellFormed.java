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
import java.util.Optional;

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
        problem(written.value().text(), kind)
            .ifPresent(
                problem ->
                    report.add(
                        Diagnostic.of(Code.BAD_RECIPIENT, written.at(), "the recipient " + problem)
                            .expecting(kind.expected())));
      }
    }
  }

  /** What sops trims or takes apart and a list in YAML does not is said before its consequences. */
  private static Optional<String> problem(String text, RecipientKind kind) {
    if (text.isEmpty()) {
      return Optional.of("is empty");
    }
    if (!text.equals(text.strip())) {
      return Optional.of("has a space or a line break around it");
    }
    String[] parts = text.split(",");
    Optional<String> problem = kind.problem(text);
    return problem.isPresent() && parts.length > 1 && kind.problem(parts[0].strip()).isEmpty()
        ? Optional.of("is several, with commas between them: write each as an entry")
        : problem;
  }
}
