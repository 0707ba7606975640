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
 * Whoever opens the root key can impersonate any workload of the mesh for as long as the root is
 * valid. So no identity that is in a cluster or an engine may open it.
 */
final class RecipientsSeparate implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    WrittenRecipients recipients = WrittenRecipients.of(mesh);
    Map<Recipient, Span> roots = new HashMap<>();
    for (Located<Recipient> root : recipients.root()) {
      roots.putIfAbsent(root.value().whole(), root.at());
    }
    for (List<Located<Recipient>> list : recipients.others()) {
      for (Located<Recipient> other : list) {
        Span root = roots.get(other.value().whole());
        if (root != null) {
          report.add(
              Diagnostic.of(
                      Code.ROOT_RECIPIENT_SHARED,
                      other.at(),
                      "recipient \"" + other.value() + "\" also opens the root key")
                  .expecting(
                      "a separate recipient for the root, whose identity is in no cluster and"
                          + " no engine")
                  .hinting(context.kinds().of(other.value()).another())
                  .relating(root, "a recipient of the root key"));
        }
      }
    }
  }
}
