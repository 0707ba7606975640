package dev.meshgen.issue;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.pki.Revocations;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.Layout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each intermediate says that it has revoked, which is nothing and stays nothing: it signs for
 * workloads alone. Of a key that nothing here opens later, the list is signed while the key is at
 * hand, and kept in the tree for the day on which another intermediate is revoked. Safe for use by
 * several threads.
 */
final class OwnLists {
  private final Mesh mesh;
  private final Instant now;
  private final Map<String, String> lists = new ConcurrentHashMap<>();

  OwnLists(Mesh mesh, CommittedSecrets committed, Instant now) {
    this.mesh = mesh;
    this.now = now;
    committed.lists().forEach((cluster, bytes) -> lists.put(cluster, text(bytes)));
  }

  /** Without the line that says who generated the file. */
  static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.substring(Math.max(text.indexOf(Pem.head(Pem.REVOCATIONS)), 0));
  }

  /**
   * Signs the list of a new intermediate. One that may not sign lists has none, which is told once
   * there is something to revoke.
   *
   * @param key not closed
   */
  void sign(String cluster, String certificate, SecretBytes key) {
    lists.remove(cluster);
    if (mesh.sealsBySops()) {
      return;
    }
    try {
      // Not closed: the key is that of the caller.
      CertificateAuthority authority = CertificateAuthority.read(certificate, key);
      try {
        lists.put(cluster, RevocationList.sign(authority, List.of(), now).pem());
      } finally {
        authority.close();
      }
    } catch (PkiException e) {
      lists.remove(cluster);
    }
  }

  /** Takes the list that an earlier run has left beside a key. */
  void take(String cluster, Optional<String> pem) {
    lists.remove(cluster);
    pem.ifPresent(text -> lists.put(cluster, text));
  }

  /** The list of a cluster's intermediate; it may be that of a former one. */
  Optional<String> of(String cluster) {
    return Optional.ofNullable(lists.get(cluster));
  }

  /** The same, as far as it is a list. */
  List<RevocationList> read(String cluster) {
    try {
      return lists.containsKey(cluster) ? RevocationList.read(lists.get(cluster)) : List.of();
    } catch (PkiException e) {
      return List.of();
    }
  }

  /**
   * The files of those that belong to the intermediates of a run, by path.
   *
   * @param all files of the run
   */
  SortedMap<String, byte[]> files(List<Sealed> all) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Sealed each : all) {
      if (each.secret().kind() == SecretPlan.Kind.CACERTS && isOf(each)) {
        String path = Layout.cluster(each.secret().owner()).ownList();
        String text = Header.line(path, mesh.name()) + "\n" + lists.get(each.secret().owner());
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private boolean isOf(Sealed cacerts) {
    Revocations own = new Revocations();
    own.add(read(cacerts.secret().owner()));
    if (own.isEmpty()) {
      return false;
    }
    try {
      Optional<String> certificate =
          CertificateEntry.first(PlaceRevocations.texts(cacerts).getOrDefault(CaCerts.CA_CERT, ""));
      return certificate.isPresent() && own.missing(certificate.get(), Instant.MIN).isEmpty();
    } catch (PkiException e) {
      return false;
    }
  }
}
