package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Recipients.NamedKeyFile;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A public key in the spec seals for a recipient, and for one that no other file is of. */
final class TransitKeysUsed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Set<Recipient> named = new HashSet<>();
    for (List<Located<Recipient>> list : WrittenRecipients.of(mesh).all()) {
      list.forEach(each -> named.add(each.value().whole()));
    }
    Set<Recipient> seen = new HashSet<>();
    for (NamedKeyFile file : mesh.recipients().namedFiles()) {
      Located<Recipient> recipient = file.recipient();
      if (!named.contains(recipient.value())) {
        report.add(unused(recipient, "no list of recipients names this transit key"));
      } else if (!seen.add(recipient.value())) {
        report.add(unused(recipient, "a file for this transit key is already named above"));
      }
    }
  }

  private static Diagnostic unused(Located<Recipient> recipient, String words) {
    return Diagnostic.of(Code.TRANSIT_KEY_UNUSED, recipient.at(), words)
        .expecting("the address of a transit key in a list `hcVault`, once")
        .hinting("correct the address, or remove the entry");
  }
}
