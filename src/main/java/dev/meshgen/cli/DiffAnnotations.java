package dev.meshgen.cli;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.diff.ChangeRule;
import dev.meshgen.diff.Finding;
import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.Weight;
import dev.meshgen.provenance.Causes;
import dev.meshgen.provenance.SpecChange;
import dev.meshgen.scan.SecretText;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The findings of a comparison, each at the line of the spec that caused it; where that is not
 * known, at the line of the tree.
 */
final class DiffAnnotations {
  private static final String SITE = "https://meshgen.dev/changes#";

  /** Of more places, the rest is not listed. */
  private static final int PLACES = 10;

  private final MeshDiff diff;
  private final Causes causes;
  private final Predicate<MeshChange> stops;

  /**
   * Of a comparison.
   *
   * @param stops whether a change makes the command fail
   */
  DiffAnnotations(MeshDiff diff, Causes causes, Predicate<MeshChange> stops) {
    this.diff = diff;
    this.causes = causes;
    this.stops = stops;
  }

  /** Those worth an annotation; what follows from the rest is not. */
  List<Annotation> all() {
    List<Annotation> all = new ArrayList<>();
    for (MeshChange change : diff.changes()) {
      boolean stopped = change.open().filter(stops).isPresent();
      for (Finding finding : change.findings()) {
        if (finding.rule().weight() != Weight.INFO) {
          all.add(annotation(change, finding, stopped && finding.isOpen()));
        }
      }
    }
    return all;
  }

  private Annotation annotation(MeshChange change, Finding finding, boolean stopped) {
    ChangeRule rule = finding.rule();
    List<SpecChange> made = causes.of(finding.place());
    List<Span> written = made.stream().flatMap(cause -> cause.at().stream()).toList();
    List<String> details = new ArrayList<>();
    if (!change.each().isEmpty()) {
      details.add("Objects: " + DiffWords.objects(change));
    }
    details.add(rule.consequence());
    rule.restarts().ifPresent(what -> details.add("Restarts: " + what + "."));
    details.add("Check: " + rule.check() + ".");
    made.forEach(cause -> details.add("Spec: " + SecretText.masked(cause.text())));
    return new Annotation(
        new Annotation.Topic(
            rule.code(),
            rule.title(),
            ChangePage.of(rule),
            URI.create(SITE + rule.code().toLowerCase(Locale.ROOT)),
            severity(rule.weight())),
        stopped ? Severity.ERROR : severity(rule.weight()),
        written.isEmpty() ? finding.place().at() : written.get(0),
        rule.title()
            + ": "
            + (DiffWords.what(change) + " " + DiffWords.where(change, diff.clusters())).strip(),
        details,
        related(finding, written),
        finding.acknowledged());
  }

  private static List<Diagnostic.Related> related(Finding finding, List<Span> written) {
    List<Diagnostic.Related> related = new ArrayList<>();
    if (!written.isEmpty()) {
      related.add(new Diagnostic.Related(finding.place().at(), "in the tree"));
      written.stream()
          .skip(1)
          .limit(PLACES)
          .forEach(at -> related.add(new Diagnostic.Related(at, "and here in the spec")));
    }
    return related;
  }

  private static Severity severity(Weight weight) {
    return weight.compareTo(Weight.MEDIUM) <= 0 ? Severity.WARNING : Severity.NOTE;
  }

  /** Where a printer of annotations is one of comparisons. */
  static Optional<AnnotationPrinter> printer(DiffFormat format) {
    return switch (format) {
      case SARIF -> Optional.of(new SarifPrinter());
      case GITHUB -> Optional.of(new GithubPrinter());
      case GITLAB -> Optional.of(new GitlabPrinter());
      case JUNIT -> Optional.of(new JunitPrinter());
      case TEXT, MARKDOWN, HTML, JSON, LABELS, CODEOWNERS -> Optional.empty();
    };
  }
}
