package dev.meshgen.issue;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what the locks say of certificates with each other and with the root's certificate,
 * which is public. What contradicts itself was written by somebody who had to make it up.
 */
public final class LockedChain {
  /** Of a certificate. */
  public static final String BACKWARDS = "its certificate expires before it is valid";

  /** Of a certificate and its root. */
  public static final String APART = "its certificate is never valid at the same time as the root";

  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final Set<String> known;
  private final Set<String> right = new TreeSet<>();
  private final Map<String, String> seen = new TreeMap<>();

  /**
   * A check.
   *
   * @param known what {@link #check} returned before, on this machine
   */
  LockedChain(MeshPlan plan, CommittedSecrets committed, Set<String> known) {
    this.plan = plan;
    this.committed = committed;
    this.known = known;
  }

  /**
   * {@link Code#LOCK_CONTRADICTS}, for each certificate that stays as it is.
   *
   * @return SHA-256 of the root's certificate together with what its lock says, if they agree
   */
  Set<String> check(Map<SecretPlan, Decision> decisions, Report report) {
    Optional<LockedCertificate> root =
        plan.signs() == KeyHolder.CLUSTER ? Optional.empty() : committed.root();
    checkNext(report);
    if (plan.signs().isElsewhere()) {
      root.flatMap(this::importedRoot).ifPresent(words -> report.add(contradicts(words)));
    }
    decisions.forEach(
        (secret, decision) -> {
          if (decision == Decision.KEEP || decision == Decision.RESEAL) {
            certificate(secret)
                .flatMap(facts -> contradiction(secret, facts, root))
                .ifPresent(words -> report.add(contradicts(secret, words)));
          }
        });
    return right;
  }

  private Optional<LockedCertificate> certificate(SecretPlan secret) {
    return committed.facts(secret).flatMap(SealedFacts::certificate);
  }

  private Optional<String> contradiction(
      SecretPlan secret, LockedCertificate facts, Optional<LockedCertificate> root) {
    if (!facts.isConsistent()) {
      return Optional.of(BACKWARDS);
    }
    Optional<LockedCertificate> own = committed.root(facts.issuer()).or(() -> root);
    if (facts.isImported()) {
      // Clusters may share one, and serials of other tools start at 1.
      return apart(facts, own);
    }
    Optional<String> other =
        serial(facts, secret)
            .or(() -> repeated("fingerprint " + facts.sha256(), secret))
            .or(() -> repeated("public key " + facts.publicKey(), secret));
    if (other.isPresent()) {
      return other;
    }
    if (secret.kind() == SecretPlan.Kind.ROOT || secret.kind() == SecretPlan.Kind.NEXT_ROOT) {
      return facts.issuer().equals(facts.sha256())
          ? committed.rootPem(facts.sha256()).flatMap(pem -> rootDiffers(pem, facts))
          : Optional.of("the root is not its own issuer");
    }
    return apart(facts, own);
  }

  /** {@link Code#NEXT_ROOT_LOST}, or a contradiction. */
  private void checkNext(Report report) {
    Optional<LockedCertificate> next = committed.rotation().map(LockedRotation::root);
    if (next.isEmpty()) {
      plan.secrets().stream()
          .filter(SecretPlan::isNext)
          .filter(secret -> committed.facts(secret).isPresent())
          .forEach(
              secret ->
                  report.add(lost(secret.path() + " exists, but no rotation is in progress")));
      return;
    }
    Optional<String> pem = committed.rootPem(next.get().sha256());
    if (pem.isEmpty()) {
      report.add(lost("the certificate of the new root is not in " + Layout.ROOT_CERTIFICATE));
    } else if (!next.get().issuer().equals(next.get().sha256())) {
      report.add(contradicts("the new root is not its own issuer"));
    } else {
      rootDiffers(pem.get(), next.get()).ifPresent(words -> report.add(contradicts(words)));
    }
  }

  private Diagnostic lost(String words) {
    return Diagnostic.of(
            Code.NEXT_ROOT_LOST,
            Span.of(committed.folder() + "/" + Layout.ROOT_LOCK),
            "the files of the new root are incomplete: " + words)
        .expecting("its certificate, its lock, and its key if the tree had it")
        .hinting("restore them from one commit");
  }

  private static Optional<String> apart(LockedCertificate facts, Optional<LockedCertificate> root) {
    return root.filter(found -> !facts.overlaps(found)).isPresent()
        ? Optional.of(APART)
        : Optional.empty();
  }

  private Optional<String> importedRoot(LockedCertificate facts) {
    return facts.issuer().equals(facts.sha256())
        ? committed.rootPem().flatMap(pem -> rootDiffers(pem, facts))
        : Optional.of("the root is not its own issuer");
  }

  /** Of what meshgen signed: each of several other authorities may count from 1. */
  private Optional<String> serial(LockedCertificate facts, SecretPlan secret) {
    return plan.signs() == KeyHolder.MINTED || plan.signs() == KeyHolder.IMPORTED
        ? repeated("serial " + facts.serial(), secret)
        : Optional.empty();
  }

  private Optional<String> repeated(String what, SecretPlan secret) {
    String first = seen.putIfAbsent(what, secret.path());
    return first == null
        ? Optional.empty()
        : Optional.of("it has the " + what.replaceFirst(" [^ ]+$", "") + " of " + first);
  }

  /** Parsing loads a hundred classes: not again for what was right before. */
  private Optional<String> rootDiffers(String pem, LockedCertificate facts) {
    if (!CertificateEntry.isFingerprint(pem, facts.sha256())) {
      // Another certificate is reported elsewhere.
      return Optional.empty();
    }
    String both = both(pem, facts);
    Optional<String> difference = known.contains(both) ? Optional.empty() : differs(pem, facts);
    if (difference.isEmpty()) {
      right.add(both);
    }
    return difference;
  }

  private static String both(String pem, LockedCertificate facts) {
    return Sha256.hex((facts.text() + "\n" + pem).getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> differs(String pem, LockedCertificate facts) {
    try {
      CertificateFacts found = CertificateFacts.of(pem);
      return ReadableChain.isOf(found, facts)
          ? Optional.empty()
          : Optional.of("it does not describe " + Layout.ROOT_CERTIFICATE);
    } catch (PkiException e) {
      return Optional.of(Layout.ROOT_CERTIFICATE + " is not a certificate");
    }
  }

  private Diagnostic contradicts(String words) {
    return Diagnostic.of(
            Code.LOCK_CONTRADICTS,
            Span.of(committed.folder() + "/" + Layout.ROOT_LOCK),
            "the lock is wrong about the root: " + words)
        .expecting("the facts of the certificate in " + Layout.ROOT_CERTIFICATE)
        .hinting("restore the lock and the certificate from Git");
  }

  private Diagnostic contradicts(SecretPlan secret, String words) {
    String lock = secret.isSigner() ? Layout.ROOT_LOCK : Layout.cluster(secret.owner()).lock();
    return Diagnostic.of(
            Code.LOCK_CONTRADICTS,
            Span.of(committed.folder() + "/" + lock),
            "the lock is wrong about " + secret.path() + ": " + words)
        .expecting("the facts of the sealed certificate")
        .hinting("restore the lock and the file from Git" + Remedy.orAnew(plan, secret));
  }
}
