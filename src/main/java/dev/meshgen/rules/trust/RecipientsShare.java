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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file has either recipients who open it alone or groups that share its key. */
final class RecipientsShare implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Set<Span> ofMesh = new HashSet<>();
    mesh.recipients().clusters().forEach(each -> ofMesh.add(each.at()));
    Set<Span> named = new HashSet<>();
    for (List<Located<Recipient>> list : WrittenRecipients.of(mesh).all()) {
      Optional<Located<Recipient>> alone = first(list, false);
      Optional<Located<Recipient>> sharing = first(list, true);
      if (alone.isPresent() && sharing.isPresent()) {
        boolean inherited =
            ofMesh.contains(alone.get().at()) && !ofMesh.contains(sharing.get().at());
        if (named.add((inherited ? sharing : alone).get().at())) {
          report.add(
              inherited
                  ? besideInherited(sharing.get(), alone.get())
                  : beside(alone.get(), sharing.get()));
        }
      }
    }
  }

  private static Diagnostic beside(Located<Recipient> alone, Located<Recipient> sharing) {
    return Diagnostic.of(
            Code.KEY_GROUPS_BESIDE_LISTS,
            alone.at(),
            "this recipient is listed beside `keyGroups`, so it would open the file alone")
        .expecting("either lists of recipients or `keyGroups`")
        .hinting(
            "move it into a group; where the groups are inherited, write `keyGroups: null`"
                + " beside this list")
        .relating(sharing.at(), "the first recipient in a group");
  }

  private static Diagnostic besideInherited(Located<Recipient> sharing, Located<Recipient> alone) {
    return Diagnostic.of(
            Code.KEY_GROUPS_BESIDE_LISTS,
            sharing.at(),
            "these `keyGroups` are beside a list of the mesh, each of whose recipients would open"
                + " the file alone")
        .expecting("either lists of recipients or `keyGroups`")
        .hinting("write `null` for the inherited list beside the groups, such as `age: null`")
        .relating(alone.at(), "the first recipient of the list");
  }

  private static Optional<Located<Recipient>> first(
      List<Located<Recipient>> list, boolean sharing) {
    return list.stream().filter(each -> each.value().share().isPart() == sharing).findFirst();
  }
}
