package dev.meshgen.cli;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import dev.meshgen.trust.TrustStatus;
import dev.meshgen.trust.TrustTree;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a page about a comparison is made of, besides the comparison.
 *
 * @param words for the two trees
 * @param plans of the specs behind the two trees, the older one first; none if they are not known
 * @param day by which certificates are judged
 */
record HtmlDiffInput(Words words, Named before, Named after, List<MeshPlan> plans, LocalDate day) {
  /** What the two trees are called. */
  record Words(String from, String to) {}

  HtmlDiffInput {
    plans = List.copyOf(plans);
  }

  /** What the locks of a tree say of certificates, if it has any that can be read. */
  Optional<TrustStatus> trust(Named tree) throws TreeException {
    List<String> locks = tree.side().ids().keySet().stream().filter(Layout::isLock).toList();
    return TrustTree.of(new TreeMap<>(tree.side().read(locks)), tree.label(), new Report())
        .filter(found -> !found.isEmpty())
        .map(found -> TrustStatus.of(found, DiagnosticOptions.startOf(day), Optional.empty()));
  }
}
