package dev.meshgen.issue;

import dev.meshgen.bytes.Pem;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What earlier runs left in the output folder.
 *
 * @param folder the folder as the user typed it, for messages
 * @param inhabited whether the folder holds any file of this mesh
 * @param moved where sealed files lie that will lie elsewhere, by where they will
 * @param sealed bytes of the sealed files that are there, by the path they will have
 * @param requests bytes of the requests for certificates, by cluster
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
    Optional<byte[]> rootCertificate) {
  private static final String BEGIN = Pem.head(Pem.CERTIFICATE);

  /** Where a sealed file lies now, within the tree. */
  String pathOf(SecretPlan secret) {
    return moved.getOrDefault(secret.path(), secret.path());
  }

  /** The certificate in it, without the line that says who generated the file, or other text. */
  Optional<String> rootPem() {
    return rootCertificate
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .filter(text -> text.contains(BEGIN))
        .flatMap(text -> CertificateEntry.alone(text.substring(text.indexOf(BEGIN))));
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
                || (secret.kind() == SecretPlan.Kind.REQUEST
                    ? facts.request().isPresent()
                    : facts.certificate().isPresent()));
  }
}
