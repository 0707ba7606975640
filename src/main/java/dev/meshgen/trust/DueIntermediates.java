package dev.meshgen.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The intermediates whose time has come.
 *
 * @param renewable those that a new one would outlive
 * @param last those that end when what signs them does: another would end no later
 * @param next what ends first of the others
 */
public record DueIntermediates(
    List<TrustStatus.Line> renewable,
    List<TrustStatus.Line> last,
    Optional<TrustStatus.Line> next) {
  public DueIntermediates {
    renewable = List.copyOf(renewable);
    last = List.copyOf(last);
  }

  /**
   * The intermediates that are due.
   *
   * @param within how long before its end an intermediate is due; empty for its last third
   */
  public static DueIntermediates of(TrustStatus status, Optional<Duration> within) {
    Optional<Instant> signers =
        ReplacementAdvice.ends(status.lines().stream().map(TrustStatus.Line::signer).toList());
    List<TrustStatus.Line> due = due(status, within);
    List<TrustStatus.Line> renewable = new ArrayList<>();
    List<TrustStatus.Line> last = new ArrayList<>();
    Optional<TrustStatus.Line> next = Optional.empty();
    for (TrustStatus.Line line : status.lines()) {
      if (line.signer().cluster().isEmpty()) {
        continue;
      }
      if (!due.contains(line)) {
        next = next.or(() -> Optional.of(line));
      } else if (signers
          .filter(end -> !line.signer().certificate().notAfter().isBefore(end))
          .isPresent()) {
        last.add(line);
      } else {
        renewable.add(line);
      }
    }
    return new DueIntermediates(renewable, last, next);
  }

  private static List<TrustStatus.Line> due(TrustStatus status, Optional<Duration> within) {
    return within
        .map(status::ending)
        .orElseGet(
            () ->
                status.lines().stream()
                    .filter(line -> line.state() != TrustStatus.State.VALID)
                    .toList());
  }
}
