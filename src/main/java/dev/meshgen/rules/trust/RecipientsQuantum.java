package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Each recipient of a file has a separate copy of its data key, so a file is as strong as the
 * weakest of them.
 */
final class RecipientsQuantum implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (List<Located<Recipient>> list : WrittenRecipients.of(mesh).all()) {
      Optional<Located<Recipient>> strong =
          first(list, each -> context.kinds().of(each).isPostQuantum(each.text()));
      Optional<Located<Recipient>> weak = first(list, each -> isClassical(each, mesh, context));
      if (strong.isPresent() && weak.isPresent()) {
        report.add(
            Diagnostic.of(
                    Code.POST_QUANTUM_MIXED,
                    weak.get().at(),
                    "this recipient is not post-quantum, but others in the list are")
                .expecting("recipients of one strength")
                .hinting("replace it with a key from `age-keygen -pq`, or remove the others")
                .relating(strong.get().at(), "the first post-quantum recipient"));
      }
    }
  }

  /** A public key of a service that is at hand is one of RSA. */
  private static boolean isClassical(Recipient recipient, Mesh mesh, RuleContext context) {
    return context.kinds().of(recipient).isClassical(recipient.text())
        || mesh.recipients().keyFiles().of(recipient).isPresent();
  }

  private static Optional<Located<Recipient>> first(
      List<Located<Recipient>> list, Predicate<Recipient> wanted) {
    return list.stream().filter(each -> wanted.test(each.value())).findFirst();
  }
}
