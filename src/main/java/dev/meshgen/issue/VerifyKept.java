package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CertificateTime;
import dev.meshgen.pki.PkiException;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.tree.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opens sealed files that stay as they are, where a key is at hand, and compares what they hold
 * with what their locks say: the only way to tell a file that meshgen sealed from one that somebody
 * sealed for the same recipients.
 */
final class VerifyKept {
  private final IssuingTools tools;
  private final Keyrings keys;
  private final Verification wanted;

  VerifyKept(IssuingTools tools, Keyrings keys, Verification wanted) {
    this.tools = tools;
    this.keys = keys;
    this.wanted = wanted;
  }

  /** What opening one file showed. */
  private enum Verdict {
    TRUE,
    FALSE,
    UNKNOWN
  }

  /**
   * Reports {@link Code#SEALED_FALSE}.
   *
   * @return SHA-256 of each file that is known to be right
   */
  Set<String> run(Map<SecretPlan, Decision> decisions, List<String> notes) {
    Set<String> right = new TreeSet<>();
    List<SecretPlan> open = new ArrayList<>();
    for (Map.Entry<SecretPlan, Decision> entry : decisions.entrySet()) {
      if (entry.getValue() == Decision.KEEP && entry.getKey().isSealedBySops()) {
        String sha256 = tools.committed().facts(entry.getKey()).orElseThrow().sha256();
        if (!wanted.all() && wanted.known().contains(sha256)) {
          right.add(sha256);
        } else {
          open.add(entry.getKey());
        }
      }
    }
    Verdict[] verdicts = new Verdict[open.size()];
    Workers.onAllCores(open.size(), i -> verdicts[i] = verdict(open.get(i)));
    int verified = 0;
    for (int i = 0; i < verdicts.length; i++) {
      if (verdicts[i] == Verdict.TRUE) {
        verified++;
        right.add(tools.committed().facts(open.get(i)).orElseThrow().sha256());
      } else if (verdicts[i] == Verdict.FALSE) {
        tools.report().add(isFalse(open.get(i)));
      }
    }
    if (wanted.all()) {
      notes.add("verified " + verified + " of " + open.size() + " sealed files");
    }
    return right;
  }

  private Verdict verdict(SecretPlan secret) {
    byte[] bytes = tools.committed().sealed().get(secret.path());
    if (!keys.mayOpen(secret.recipients())) {
      return Verdict.UNKNOWN;
    }
    try (SecretManifest manifest = SopsFile.open(bytes, keys)) {
      return isAsLocked(secret, bytes, manifest) ? Verdict.TRUE : Verdict.FALSE;
    } catch (PkiException e) {
      return Verdict.FALSE;
    } catch (SealException e) {
      return e.missing().isPresent() ? Verdict.UNKNOWN : Verdict.FALSE;
    }
  }

  private boolean isAsLocked(SecretPlan secret, byte[] bytes, SecretManifest manifest)
      throws PkiException {
    SealedFacts locked = tools.committed().facts(secret).orElseThrow();
    Report found = new Report();
    Optional<Sealed> described =
        new DescribeSealed(tools.at(timely(locked), found))
            .describe(secret, bytes, manifest, root(locked));
    if (described.isEmpty()) {
      // A token that the spec or time has outrun is told elsewhere, and not a forgery.
      return found.diagnostics().stream().noneMatch(each -> each.code() == Code.SEALED_UNREADABLE);
    }
    return described.get().facts().certificate().equals(locked.certificate())
        && described.get().facts().request().equals(locked.request())
        && described.get().facts().credential().equals(locked.credential());
  }

  /** That a certificate has expired is told elsewhere, and not a forgery. */
  private Instant timely(SealedFacts locked) {
    return locked
        .certificate()
        .map(LockedCertificate::notAfter)
        .filter(end -> CertificateTime.isOver(end, tools.now()))
        .orElse(tools.now());
  }

  /** That which the lock names, of two while one takes the place of the other. */
  private Optional<String> root(SealedFacts locked) {
    Optional<String> named =
        locked
            .certificate()
            .map(LockedCertificate::issuer)
            .filter(issuer -> tools.committed().root(issuer).isPresent());
    return named.isPresent() ? named : root();
  }

  private Optional<String> root() {
    return tools.plan().signs() == KeyHolder.CLUSTER
        ? Optional.empty()
        : tools.committed().root().map(LockedCertificate::sha256);
  }

  private Diagnostic isFalse(SecretPlan secret) {
    return Diagnostic.of(
            Code.SEALED_FALSE,
            Span.of(tools.committed().folder() + "/" + tools.committed().pathOf(secret)),
            "the sealed file opens, but its content does not match its lock")
        .expecting("the certificate or credential sealed with the lock")
        .hinting(
            "find out who committed it, and restore the file and its lock from Git"
                + Remedy.orAnew(tools.plan(), secret));
  }
}
