package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** A machine whose clock is before the root's first day would issue what ends long before it. */
final class ClockCheck {
  private ClockCheck() {}

  /** {@link Code#CERTIFICATE_EARLY}, if anything is to be issued below a root that meshgen made. */
  static void check(
      MeshPlan plan,
      CommittedSecrets committed,
      Map<SecretPlan, Decision> decisions,
      Instant now,
      Report report) {
    Optional<Instant> start =
        plan.signs() == KeyHolder.MINTED && decisions.containsValue(Decision.ISSUE)
            ? committed.root().map(LockedCertificate::notBefore).filter(now::isBefore)
            : Optional.empty();
    start.ifPresent(
        first ->
            report.add(
                Diagnostic.of(
                        Code.CERTIFICATE_EARLY,
                        Span.of(committed.folder() + "/" + Layout.ROOT_CERTIFICATE),
                        "the root is valid from "
                            + first.atZone(ZoneOffset.UTC).toLocalDate()
                            + ", but the clock of this machine says "
                            + now.atZone(ZoneOffset.UTC).toLocalDate())
                    .expecting("a day on which the root is valid")
                    .hinting("correct the clock of this machine")));
  }
}
