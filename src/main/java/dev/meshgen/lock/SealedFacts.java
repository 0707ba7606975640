package dev.meshgen.lock;

import static java.util.function.Predicate.not;

import dev.meshgen.recipient.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a lock records of one sealed file; public data only.
 *
 * @param inputs SHA-256 of the canonical inputs that shape the secret, lower-case hex
 * @param sha256 of the sealed file as it lies on disk, lower-case hex
 * @param recipients who can open it, sorted and without repetition
 * @param holds what is sealed in it, or kept for it elsewhere
 * @param former who can open an earlier version with the same key or token, and not this one;
 *     sorted and without repetition
 * @param roots SHA-256 of the roots that it makes a cluster trust, in order; empty if that is the
 *     one its certificate leads to, and no other
 * @param carried how its secret part reaches a cluster, if SOPS does not seal it
 */
public record SealedFacts(
    String inputs,
    String sha256,
    List<Recipient> recipients,
    Holds holds,
    List<Recipient> former,
    List<String> roots,
    Optional<CarriedFacts> carried) {

  /**
   * What a sealed file holds.
   *
   * @param certificate present if it holds a certificate's key
   * @param request present if it holds a key for which there is no certificate yet
   * @param credential present if it holds a credential for an API server
   */
  public record Holds(
      Optional<LockedCertificate> certificate,
      Optional<LockedRequest> request,
      Optional<CredentialFacts> credential) {
    public Holds {
      Objects.requireNonNull(certificate);
      Objects.requireNonNull(request);
      Objects.requireNonNull(credential);
    }

    private Optional<String> publicKey() {
      return certificate
          .map(LockedCertificate::publicKey)
          .or(() -> request.map(LockedRequest::publicKey));
    }
  }

  public SealedFacts {
    LockConstraints.digest(inputs);
    LockConstraints.digest(sha256);
    recipients = recipients.stream().distinct().sorted().toList();
    Objects.requireNonNull(holds);
    former = former.stream().filter(not(recipients::contains)).distinct().sorted().toList();
    roots.forEach(LockConstraints::digest);
    roots = List.copyOf(roots);
    Objects.requireNonNull(carried);
  }

  /** Of a file that SOPS seals, and that never had other recipients. */
  private SealedFacts(String inputs, String sha256, List<Recipient> recipients, Holds holds) {
    this(inputs, sha256, recipients, holds, List.of(), List.of(), Optional.empty());
  }

  public Optional<LockedCertificate> certificate() {
    return holds.certificate();
  }

  public Optional<LockedRequest> request() {
    return holds.request();
  }

  public Optional<CredentialFacts> credential() {
    return holds.credential();
  }

  /** Where its secret part is kept, if not in the file. */
  public Optional<StoredFacts> stored() {
    return carried.filter(StoredFacts.class::isInstance).map(StoredFacts.class::cast);
  }

  /** What it is sealed with, if a controller in its cluster opens it. */
  public Optional<ControllerFacts> controller() {
    return carried.filter(ControllerFacts.class::isInstance).map(ControllerFacts.class::cast);
  }

  /** Of a file whose secret part SOPS does not seal. */
  public SealedFacts by(CarriedFacts way) {
    return new SealedFacts(inputs, sha256, recipients, holds, former, roots, Optional.of(way));
  }

  /** Of a file that never had other recipients. */
  public SealedFacts(
      String inputs,
      String sha256,
      List<Recipient> recipients,
      Optional<LockedCertificate> certificate,
      Optional<CredentialFacts> credential) {
    this(inputs, sha256, recipients, new Holds(certificate, Optional.empty(), credential));
  }

  /** Of a key for which there is no certificate yet. */
  public static SealedFacts requested(
      String inputs, String sha256, List<Recipient> recipients, LockedRequest request) {
    Holds key = new Holds(Optional.empty(), Optional.of(request), Optional.empty());
    return new SealedFacts(inputs, sha256, recipients, key);
  }

  /** The same key, with its certificate. */
  public SealedFacts answered(LockedCertificate found) {
    Holds pair = new Holds(Optional.of(found), Optional.empty(), credential());
    return new SealedFacts(inputs, sha256, recipients, pair, former, List.of(), carried);
  }

  /** The same key, whose certificate is to lead to this root. */
  public SealedFacts leadingTo(Optional<String> root) {
    Holds asked =
        new Holds(certificate(), request().map(found -> found.leadingTo(root)), credential());
    return new SealedFacts(inputs, sha256, recipients, asked, former, roots, carried);
  }

  /** The same secret in other bytes. */
  public SealedFacts in(String file) {
    return new SealedFacts(inputs, file, recipients, holds, former, roots, carried);
  }

  /** The same secret, sealed again for these recipients. */
  public SealedFacts sealedFor(List<Recipient> others, String file) {
    return new SealedFacts(inputs, file, others, holds, List.of(), roots, carried);
  }

  /** The same file, where an earlier version of it was this one. */
  public SealedFacts replacing(SealedFacts before) {
    List<Recipient> had = new ArrayList<>(former);
    if (holdsWhat(before)) {
      had.addAll(before.former);
      had.addAll(before.recipients);
    }
    return new SealedFacts(inputs, sha256, recipients, holds, had, roots, carried);
  }

  /** Whether who can open the other has what is secret in this one. */
  private boolean holdsWhat(SealedFacts other) {
    return holds.publicKey().equals(other.holds.publicKey())
        && credential()
            .flatMap(CredentialFacts::tokenSha256)
            .equals(other.credential().flatMap(CredentialFacts::tokenSha256))
        && credential()
            .flatMap(CredentialFacts::client)
            .equals(other.credential().flatMap(CredentialFacts::client));
  }

  /** The same file, made from these inputs. */
  public SealedFacts madeFrom(String digest) {
    return new SealedFacts(digest, sha256, recipients, holds, former, roots, carried);
  }

  /** The same file, which makes its cluster trust these roots. */
  public SealedFacts trusting(List<String> bundle) {
    boolean own =
        bundle.size() == 1
            && certificate().map(LockedCertificate::issuer).equals(Optional.of(bundle.get(0)));
    List<String> trusted = own ? List.of() : bundle;
    return new SealedFacts(inputs, sha256, recipients, holds, former, trusted, carried);
  }

  /** The roots that a cluster trusts by it. */
  public List<String> trusted() {
    return roots.isEmpty()
        ? certificate().map(facts -> List.of(facts.issuer())).orElse(List.of())
        : roots;
  }
}
