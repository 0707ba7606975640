package dev.meshgen.issue;

import dev.meshgen.bytes.Pem;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootBundle;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What earlier runs left in the output folder.
 *
 * @param folder the folder as the user typed it, for messages
 * @param inhabited whether the folder holds any file of this mesh
 * @param moved where sealed files lie that will lie elsewhere, by where they will
 * @param sealed bytes of the sealed files that are there, by the path they will have
 * @param requests bytes of the requests for certificates, by cluster
 * @param lists bytes of what intermediates say that they have revoked, by cluster
 * @param rootCertificate bytes of {@code trust/root-cert.pem}
 */
public record CommittedSecrets(
    String folder,
    boolean inhabited,
    Optional<MeshLock> meshLock,
    SortedMap<String, ClusterLock> clusterLocks,
    Map<String, String> moved,
    Map<String, byte[]> sealed,
    SortedMap<String, byte[]> requests,
    SortedMap<String, byte[]> lists,
    Optional<byte[]> rootCertificate) {
  private static final String BEGIN = Pem.head(Pem.CERTIFICATE);

  /** Whether no run has left anything of this mesh. */
  boolean isNothing() {
    return meshLock.isEmpty() && !inhabited;
  }

  /** Where a sealed file lies now, within the tree. */
  String pathOf(SecretPlan secret) {
    return moved.getOrDefault(secret.path(), secret.path());
  }

  /**
   * The certificate of the root, without the line that says who generated the file, or other text.
   */
  Optional<String> rootPem() {
    Optional<String> named = root().flatMap(facts -> rootPem(facts.sha256()));
    return named.isPresent() || rotation().isPresent()
        ? named
        : rootText().flatMap(CertificateEntry::alone);
  }

  /** One of the certificates of roots. */
  Optional<String> rootPem(String sha256) {
    try {
      Optional<String> text = rootText();
      return text.isPresent() ? RootBundle.of(text.get()).pem(sha256) : Optional.empty();
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  private Optional<String> rootText() {
    return rootCertificate
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .filter(text -> text.contains(BEGIN))
        .map(text -> text.substring(text.indexOf(BEGIN)));
  }

  /** A root that is to take the place of the other. */
  Optional<LockedRotation> rotation() {
    return meshLock.flatMap(MeshLock::rotation);
  }

  /** What is locked of either. */
  Optional<LockedCertificate> root(String sha256) {
    return root()
        .filter(facts -> facts.sha256().equals(sha256))
        .or(
            () ->
                rotation()
                    .map(LockedRotation::root)
                    .filter(facts -> facts.sha256().equals(sha256)));
  }

  /**
   * Whether somebody else than the tree signs below a root, for a mesh whose keys are in it. That
   * is so while one of two roots comes with its certificate alone, and where the spec names {@code
   * generated} for a root that comes so.
   */
  boolean isSignedElsewhere(String root) {
    return (rotation().isPresent() || meshLock.flatMap(MeshLock::root).isPresent())
        && Stream.of(Layout.ROOT_KEY, Layout.NEXT_ROOT_KEY)
            .flatMap(key -> Optional.ofNullable(meshLock.orElseThrow().sealed().get(key)).stream())
            .flatMap(facts -> facts.certificate().stream())
            .noneMatch(facts -> facts.sha256().equals(root));
  }

  /**
   * Whether a key of a new root was left behind by a run that was killed once the key had taken the
   * place of the old one: it is there, too.
   */
  boolean isLeftBehind(SecretPlan secret) {
    return secret.isNext()
        && rotation().isEmpty()
        && sealed.containsKey(secret.path())
        && Stream.of(Layout.ROOT_KEY, Layout.ISSUING_KEY)
            .map(sealed::get)
            .anyMatch(bytes -> Arrays.equals(bytes, sealed.get(secret.path())));
  }

  /** The roots of a cluster that has {@code cacerts}. */
  Optional<ClusterRoots> roots(SecretPlan cacerts) {
    return facts(cacerts).map(ClusterRoots::of);
  }

  /** What is locked of the root's certificate, whether the tree holds its key or not. */
  Optional<LockedCertificate> root() {
    return meshLock.flatMap(
        lock ->
            lock.root()
                .or(
                    () ->
                        Optional.ofNullable(lock.sealed().get(Layout.ROOT_KEY))
                            .flatMap(SealedFacts::certificate)));
  }

  /**
   * What the lock says of a sealed file; a certificate's lock that does not tell it says nothing.
   */
  Optional<SealedFacts> facts(SecretPlan secret) {
    Optional<SealedFacts> entry =
        secret.isSigner()
            ? meshLock.map(lock -> lock.sealed().get(secret.path()))
            : Optional.ofNullable(clusterLocks.get(secret.owner()))
                .map(lock -> lock.sealed().get(secret.path()));
    return entry.filter(
        facts ->
            secret.isCredential()
                || secret.kind() == SecretPlan.Kind.BUNDLED
                || (secret.kind() == SecretPlan.Kind.REQUEST
                    ? facts.request().isPresent()
                    : facts.certificate().isPresent()));
  }
}
