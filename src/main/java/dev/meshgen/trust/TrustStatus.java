package dev.meshgen.trust;

import dev.meshgen.lock.LockedCertificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is left of the authorities of a mesh at a time.
 *
 * @param mesh its name
 * @param at the time
 * @param lines one for each authority, what ends first in front
 * @param progress of a root that takes the place of another
 */
public record TrustStatus(
    String mesh, Instant at, List<Line> lines, Optional<RootProgress> progress) {
  /** No rotation of the root is under way. */
  public static final String STABLE = "stable";

  public TrustStatus {
    lines = List.copyOf(lines);
  }

  /** How far an authority is on its way to its end. */
  public enum State {
    /** Not before its last third. */
    VALID,
    /** In its last third. */
    DUE,
    EXPIRED
  }

  /**
   * One authority.
   *
   * @param daysLeft whole days, below 0 after its end
   * @param phase of a rotation of the root that it is in
   * @param next what to do, as a sentence without its period
   */
  public record Line(Signer signer, State state, long daysLeft, String phase, String next) {}

  /** The status of these authorities, of which none is on its way out. */
  public static TrustStatus of(String mesh, List<Signer> signers, Instant at) {
    return of(mesh, signers, at, Optional.empty());
  }

  /** The status of these authorities. */
  public static TrustStatus of(
      String mesh, List<Signer> signers, Instant at, Optional<RootProgress> progress) {
    List<Line> lines = new ArrayList<>();
    for (Signer signer : signers) {
      State state = state(signer.certificate(), at);
      long left = days(at, signer.certificate().notAfter());
      String phase =
          progress
              .map(found -> signer.cluster().map(found::phase).orElseGet(found::phase))
              .orElse(STABLE);
      lines.add(new Line(signer, state, left, phase, next(signer, state)));
    }
    return new TrustStatus(mesh, at, lines, progress);
  }

  /** The phase of the mesh. */
  public String phase() {
    return progress.map(RootProgress::phase).orElse(STABLE);
  }

  /** Whether an authority ends in less than this, or has ended. */
  public boolean endsWithin(Duration time) {
    return !ending(time).isEmpty();
  }

  /** The authorities that end in less than this, or have ended. */
  public List<Line> ending(Duration time) {
    Instant limit = at.plus(time);
    return lines.stream()
        .filter(line -> line.signer().certificate().notAfter().isBefore(limit))
        .toList();
  }

  private static State state(LockedCertificate certificate, Instant at) {
    if (!at.isBefore(certificate.notAfter())) {
      return State.EXPIRED;
    }
    return at.isBefore(certificate.due()) ? State.VALID : State.DUE;
  }

  private static long days(Instant from, Instant to) {
    return Math.floorDiv(Duration.between(from, to).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  private static String next(Signer signer, State state) {
    return switch (state) {
      case VALID ->
          "nothing before " + signer.certificate().due().atZone(ZoneOffset.UTC).toLocalDate();
      case DUE, EXPIRED -> replace(signer);
    };
  }

  /** How an authority is replaced. */
  static String replace(Signer signer) {
    return signer
        .cluster()
        .map(cluster -> "run `meshgen rotate " + cluster + "`")
        .orElse("replace it step by step: `meshgen trust rotate root distribute` is the first");
  }
}
