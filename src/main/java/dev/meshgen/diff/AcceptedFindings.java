package dev.meshgen.diff;

import dev.meshgen.diagnostic.AcknowledgedReason;
import dev.meshgen.model.Acknowledgement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Marks the findings that a spec acknowledges, as it does with warnings. */
public final class AcceptedFindings {
  private final List<Acknowledgement> entries;
  private final LocalDate asOf;

  /** Judges by what a spec acknowledges, on a day. */
  public AcceptedFindings(List<Acknowledgement> entries, LocalDate asOf) {
    this.entries = List.copyOf(entries);
    this.asOf = asOf;
  }

  /** The same comparison, with what is acknowledged. */
  public MeshDiff in(MeshDiff diff) {
    return new MeshDiff(
        diff.changes().stream().map(this::in).toList(), diff.clusters(), diff.files());
  }

  private MeshChange in(MeshChange change) {
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : change.findings()) {
      Optional<AcknowledgedReason> why = of(finding, change.clusters());
      findings.add(why.isPresent() ? finding.acknowledging(why.get()) : finding);
    }
    return change.saying(findings);
  }

  private Optional<AcknowledgedReason> of(Finding finding, SortedSet<String> clusters) {
    for (Acknowledgement entry : entries) {
      Optional<LocalDate> until = entry.lastDay();
      if (entry.code().value().equals(finding.rule().code())
          && covers(entry, clusters)
          && until.filter(day -> !day.isBefore(asOf)).isPresent()) {
        return Optional.of(new AcknowledgedReason(entry.reason(), until.get()));
      }
    }
    return Optional.empty();
  }

  /** One that names clusters does not speak for a change of the whole mesh. */
  private static boolean covers(Acknowledgement entry, SortedSet<String> clusters) {
    SortedSet<String> named = new TreeSet<>();
    entry.clusters().forEach(cluster -> named.add(cluster.value()));
    return named.isEmpty() || !clusters.isEmpty() && named.containsAll(clusters);
  }
}
