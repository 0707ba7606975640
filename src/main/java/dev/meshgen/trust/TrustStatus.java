package dev.meshgen.trust;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CertificateTime;
import dev.meshgen.plan.KeyHolder;
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
   * @param replace how it is replaced, as a sentence without its period
   */
  public record Line(Signer signer, State state, long daysLeft, String phase, String replace) {
    /** What to do, as a sentence without its period. */
    public String next() {
      return state == State.VALID
          ? "nothing before " + signer.certificate().due().atZone(ZoneOffset.UTC).toLocalDate()
          : replace;
    }
  }

  /** The status of these authorities, of which none is on its way out. */
  public static TrustStatus of(String mesh, List<Signer> signers, Instant at) {
    TrustTree alone =
        new TrustTree(Optional.of(mesh), signers, List.of(), Optional.empty(), List.of(), false);
    return of(alone, at, Optional.empty());
  }

  /**
   * The status of the authorities of a tree that has a lock.
   *
   * @param signs who holds the key that signs by what the spec says, if somebody has read it
   */
  public static TrustStatus of(TrustTree tree, Instant at, Optional<KeyHolder> signs) {
    ReplacementAdvice replacing = ReplacementAdvice.in(tree, signs);
    List<Line> lines = new ArrayList<>();
    for (Signer signer : tree.signers()) {
      State state = state(signer.certificate(), at);
      long left = days(at, signer.certificate().notAfter());
      String phase =
          tree.progress()
              .map(found -> signer.cluster().map(found::phase).orElseGet(found::phase))
              .orElse(STABLE);
      lines.add(new Line(signer, state, left, phase, replacing.of(signer)));
    }
    return new TrustStatus(tree.mesh().orElseThrow(), at, lines, tree.progress());
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
    if (CertificateTime.isOver(certificate.notAfter(), at)) {
      return State.EXPIRED;
    }
    return at.isBefore(certificate.due()) ? State.VALID : State.DUE;
  }

  private static long days(Instant from, Instant to) {
    return Math.floorDiv(Duration.between(from, to).toSeconds(), Duration.ofDays(1).toSeconds());
  }
}
