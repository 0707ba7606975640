package dev.meshgen.cli;

import dev.meshgen.trust.Signer;
import dev.meshgen.trust.TrustStatus;
import dev.meshgen.trust.TrustStatus.Line;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is left of the certificates of a tree; those that end on one day, once. */
final class DiffCertificates {
  private final Map<String, String> before = new HashMap<>();
  private final ClusterSets sets;

  private DiffCertificates(Optional<TrustStatus> before, ClusterSets sets) {
    this.sets = sets;
    before.ifPresent(
        status ->
            status
                .lines()
                .forEach(
                    line ->
                        this.before.put(
                            line.signer().path(), line.signer().certificate().sha256())));
  }

  /** A template's view. */
  record View(String asOf, List<Row> rows) {}

  /**
   * Authorities of one kind that end on one day.
   *
   * @param where the clusters that have them
   */
  record Row(
      String what,
      HtmlChanges.Where where,
      String days,
      String state,
      String stateWords,
      String expires,
      String news) {}

  /** What makes two authorities one row. */
  private record Alike(String what, LocalDate end, long days, String state, String news) {}

  /**
   * Those of the newer tree.
   *
   * @param before those of the older one, which tell what is new
   */
  static View of(Optional<TrustStatus> before, Optional<TrustStatus> after, ClusterSets sets) {
    if (after.isEmpty()) {
      return new View("The locks of certificates are not part of this comparison.", List.of());
    }
    LocalDate day = LocalDate.ofInstant(after.get().at(), ZoneOffset.UTC);
    return new View(
        "As of " + day + ", earliest expiry first.",
        new DiffCertificates(before, sets).rows(after.get()));
  }

  private List<Row> rows(TrustStatus status) {
    Map<Alike, SortedSet<String>> alike = new LinkedHashMap<>();
    for (Line line : status.lines()) {
      SortedSet<String> clusters = alike.computeIfAbsent(alike(line), key -> new TreeSet<>());
      line.signer().cluster().ifPresent(clusters::add);
    }
    List<Row> rows = new ArrayList<>();
    alike.forEach((key, clusters) -> rows.add(row(key, clusters)));
    return rows;
  }

  private Alike alike(Line line) {
    Signer signer = line.signer();
    String was = before.get(signer.path());
    String news =
        before.isEmpty() || was == null
            ? "added"
            : was.equals(signer.certificate().sha256()) ? "as before" : "replaced";
    return new Alike(
        signer.cluster().isPresent() ? "intermediate" : signer.name(),
        LocalDate.ofInstant(signer.certificate().notAfter(), ZoneOffset.UTC),
        line.daysLeft(),
        line.state().name().toLowerCase(Locale.ROOT),
        news);
  }

  private Row row(Alike alike, SortedSet<String> clusters) {
    return new Row(
        alike.what(),
        HtmlChanges.Where.of(
            clusters.isEmpty() ? "mesh" : DiffWords.names(clusters), clusters, sets),
        alike.days() < 0 ? "0" : String.valueOf(alike.days()),
        alike.state(),
        words(alike.state()),
        alike.end().toString(),
        alike.news());
  }

  private static String words(String state) {
    return state.equals("due") ? "in its last third" : state;
  }
}
