package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file has either recipients who open it alone or groups that share its key, of which there have
 * to be as many as it takes.
 */
final class RecipientsShare implements Rule {

  private static final String SOPS = "sops";
  private static final String THRESHOLD = "shamirThreshold";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (WrittenRecipients.of(mesh).all().stream().noneMatch(RecipientsShare::isShared)) {
      thresholds(mesh).forEach(at -> report.add(withoutGroups(at)));
    }
    for (List<Located<Recipient>> list : WrittenRecipients.of(mesh).all()) {
      Optional<Located<Recipient>> alone = first(list, false);
      Optional<Located<Recipient>> sharing = first(list, true);
      if (alone.isPresent() && sharing.isPresent()) {
        report.add(
            Diagnostic.of(
                    Code.KEY_GROUPS_BESIDE_LISTS,
                    alone.get().at(),
                    "this recipient is listed beside `keyGroups`, so it would open the file alone")
                .expecting("either lists of recipients or `keyGroups`")
                .hinting(
                    "move it into a group; where the groups are inherited, write `keyGroups: null`"
                        + " beside this list")
                .relating(sharing.get().at(), "the first recipient in a group"));
      }
      sharing.ifPresent(each -> checkNeeded(each, list, report));
    }
  }

  private static boolean isShared(List<Located<Recipient>> list) {
    return list.stream().anyMatch(each -> each.value().share().isPart());
  }

  /** Each once, however many clusters inherit it. */
  private static Set<Span> thresholds(Mesh mesh) {
    Set<Span> written = new LinkedHashSet<>();
    for (String list : List.of("", "root", "discovery")) {
      String[] path =
          Stream.of("spec", "secrets", SOPS, list, THRESHOLD)
              .filter(each -> !each.isEmpty())
              .toArray(String[]::new);
      if (mesh.origins().isWritten(path)) {
        written.add(mesh.origins().at(path));
      }
    }
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.origins().isWritten("secrets", SOPS, THRESHOLD)) {
        written.add(cluster.origins().at("secrets", SOPS, THRESHOLD));
      }
    }
    return written;
  }

  private static Diagnostic withoutGroups(Span at) {
    return Diagnostic.of(
            Code.RECIPIENTS_IGNORED,
            at,
            THRESHOLD + " has no effect: without keyGroups any one recipient opens a file")
        .expecting("groups of recipients, of which several are needed")
        .hinting("write the recipients as keyGroups, or remove " + THRESHOLD);
  }

  private static void checkNeeded(
      Located<Recipient> first, List<Located<Recipient>> list, Report report) {
    int groups = 0;
    for (Located<Recipient> each : list) {
      groups = Math.max(groups, each.value().share().group());
    }
    int needed = first.value().share().needed();
    if (needed > groups) {
      report.add(
          Diagnostic.of(
                  Code.THRESHOLD_TOO_HIGH,
                  first.at(),
                  "it takes " + needed + " groups to open a file, and there are " + groups)
              .expecting("a `shamirThreshold` from 2 to " + groups)
              .hinting("lower `shamirThreshold`, or add a group"));
    }
  }

  private static Optional<Located<Recipient>> first(
      List<Located<Recipient>> list, boolean sharing) {
    return list.stream().filter(each -> each.value().share().isPart() == sharing).findFirst();
  }
}
