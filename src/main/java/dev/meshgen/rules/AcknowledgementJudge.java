package dev.meshgen.rules;

import dev.meshgen.diagnostic.AcknowledgedReason;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Acknowledgement;
import dev.meshgen.spec.Spec;
import dev.meshgen.tree.Layout;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Marks the warnings that a spec acknowledges, and those whose acknowledgement has ended. */
public final class AcknowledgementJudge implements UnaryOperator<Diagnostic> {
  private final Spec spec;
  private final LocalDate asOf;

  /** Judges by a spec and a day. */
  public AcknowledgementJudge(Spec spec, LocalDate asOf) {
    this.spec = spec;
    this.asOf = asOf;
  }

  @Override
  public Diagnostic apply(Diagnostic found) {
    if (found.severity() != Severity.WARNING) {
      return found;
    }
    Diagnostic result = found;
    for (Acknowledgement entry : spec.mesh().acknowledged()) {
      Optional<LocalDate> until = entry.lastDay();
      if (until.isEmpty() || !covers(entry, found)) {
        continue;
      }
      if (!until.get().isBefore(asOf)) {
        return found.acknowledging(new AcknowledgedReason(entry.reason(), until.get()));
      }
      result = ended(found, entry);
    }
    return result;
  }

  private static Diagnostic ended(Diagnostic found, Acknowledgement entry) {
    Diagnostic said =
        found.saying(found.message() + "; acknowledged until " + entry.until().value());
    return said.related().isPresent()
        ? said
        : said.relating(entry.until().at(), "the acknowledgement has ended");
  }

  private boolean covers(Acknowledgement entry, Diagnostic found) {
    if (!Code.of(entry.code().value()).equals(Optional.of(found.code()))) {
      return false;
    }
    if (entry.clusters().isEmpty()) {
      return true;
    }
    Set<String> named = new TreeSet<>();
    entry.clusters().forEach(cluster -> named.add(cluster.value()));
    Set<String> concerned = clusters(found);
    return !concerned.isEmpty() && named.containsAll(concerned);
  }

  /** Those that the rule names, or else the cluster at whose place it was found. */
  private Set<String> clusters(Diagnostic found) {
    return found.clusters().isEmpty()
        ? clusterAt(found.at()).map(Set::of).orElse(Set.of())
        : found.clusters();
  }

  private Optional<String> clusterAt(Span at) {
    return at.hasLine() ? spec.clusterAt(at) : clusterOf(at.file());
  }

  /** Of a file of the tree, whatever folder the tree is in. */
  private Optional<String> clusterOf(String file) {
    for (int start = 0; start >= 0 && start < file.length(); start = next(file, start)) {
      String path = file.substring(start);
      Optional<String> cluster = Layout.clusterOf(path).or(() -> Layout.credentialOf(path));
      if (cluster.filter(spec.layers()::containsKey).isPresent()) {
        return cluster;
      }
    }
    return Optional.empty();
  }

  private static int next(String file, int start) {
    int slash = file.indexOf('/', start);
    return slash < 0 ? -1 : slash + 1;
  }
}
