package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.LockedRevocation;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateTime;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.pki.Revocations;
import dev.meshgen.plan.SecretPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at the lists of revoked certificates in files that stay: what was revoked must not be taken
 * out, and a list that ends stops the traffic of its cluster.
 */
final class KeptRevocations {
  /** Long enough to have another signed, and as short as lists of other tools are valid for. */
  private static final Duration SOON = Duration.ofDays(14);

  private final CommittedSecrets committed;
  private final PublicParts publicParts;
  private final Instant asOf;
  private final Report report;
  private final List<LockedRevocation> revoked;
  private final Map<String, List<RevocationList>> read = new TreeMap<>();

  KeptRevocations(
      CommittedSecrets committed, PublicParts publicParts, Instant asOf, Report report) {
    this.committed = committed;
    this.publicParts = publicParts;
    this.asOf = asOf;
    this.report = report;
    this.revoked =
        committed.meshLock().map(MeshLock::revoked).orElse(List.of()).stream()
            .filter(each -> !CertificateTime.isOver(each.until(), asOf))
            .toList();
  }

  void check(Map<SecretPlan, Decision> decisions) {
    decisions.forEach(
        (secret, decision) -> {
          boolean stays = decision == Decision.KEEP || decision == Decision.RESEAL;
          if (stays && secret.kind() == SecretPlan.Kind.CACERTS) {
            check(secret);
          }
        });
  }

  private void check(SecretPlan secret) {
    Map<String, String> files =
        publicParts.certificates(secret, committed.sealed().get(secret.path()));
    String text = files.getOrDefault(CaCerts.REVOCATIONS, "");
    if (text.isEmpty() && revoked.isEmpty()) {
      return;
    }
    try {
      List<RevocationList> lists = read.get(text);
      if (lists == null) {
        lists = text.isEmpty() ? List.of() : RevocationList.read(text);
        read.put(text, lists);
        ends(secret, lists);
      }
      List<String> missing = missing(files, lists);
      if (!missing.isEmpty()) {
        report.add(taken(secret, String.join("; ", missing)));
      }
    } catch (PkiException e) {
      report.add(taken(secret, e.getMessage()));
    }
  }

  private List<String> missing(Map<String, String> files, List<RevocationList> lists)
      throws PkiException {
    Revocations all = new Revocations();
    all.add(lists);
    String authorities = files.get(CaCerts.CERT_CHAIN) + "\n" + files.get(CaCerts.ROOT_CERT);
    List<String> words = new ArrayList<>();
    for (LockedRevocation each : revoked) {
      if (!all.revokes(authorities, each.serial(), asOf)) {
        words.add("it does not revoke the former intermediate of \"" + each.cluster() + "\"");
      }
    }
    return words;
  }

  private void ends(SecretPlan secret, List<RevocationList> lists) {
    for (RevocationList list : lists) {
      if (list.to().filter(end -> end.isBefore(asOf.plus(SOON))).isPresent()) {
        report.add(
            Diagnostic.of(
                    Code.REVOCATIONS_END,
                    at(secret),
                    "the revocation list of \""
                        + list.issuer()
                        + "\" expires on "
                        + list.to().get().atZone(ZoneOffset.UTC).toLocalDate())
                .expecting(
                    "an unexpired list, or proxies reject every certificate below its authority")
                .hinting("import the cacerts with a newer list, or replace the authority"));
      }
    }
  }

  private Span at(SecretPlan secret) {
    return Span.of(committed.folder() + "/" + committed.pathOf(secret));
  }

  private Diagnostic taken(SecretPlan secret, String words) {
    return Diagnostic.of(
            Code.REVOCATIONS_LOST,
            at(secret),
            CaCerts.REVOCATIONS + " is not the expected revocation list: " + words)
        .expecting("a list of everything revoked in the lock of the mesh")
        .hinting("restore the file and its lock from Git, or run `meshgen trust revoke` again");
  }
}
