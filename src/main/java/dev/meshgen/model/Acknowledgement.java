package dev.meshgen.model;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A warning that does not count for a while.
 *
 * @param clusters those whose warning it is; empty for the whole mesh
 * @param reason why it does not count, for whoever reads the spec
 * @param until the last day, {@code YYYY-MM-DD}
 */
public record Acknowledgement(
    Located<String> code, List<Located<String>> clusters, String reason, Located<String> until) {
  public Acknowledgement {
    clusters = List.copyOf(clusters);
  }

  /** The last day on which the warning does not count; empty if no calendar has that day. */
  public Optional<LocalDate> lastDay() {
    try {
      return Optional.of(LocalDate.parse(until.value()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
