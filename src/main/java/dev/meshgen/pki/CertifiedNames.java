package dev.meshgen.pki;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which names the certificates of a cluster, or of all in a mesh, have, and who verifies them.
 *
 * @param mesh its name, which is in the subjects of intermediates
 * @param clusters likewise
 * @param trustDomain of the workloads
 * @param istiods the DNS names that the istiods serve with
 * @param ztunnel what it makes of constraints on such names
 */
public record CertifiedNames(
    String mesh,
    SortedSet<String> clusters,
    String trustDomain,
    SortedSet<String> istiods,
    Ztunnel ztunnel) {
  public CertifiedNames {
    clusters = Collections.unmodifiableSortedSet(new TreeSet<>(clusters));
    istiods = Collections.unmodifiableSortedSet(new TreeSet<>(istiods));
  }

  /**
   * What ztunnel makes of name constraints (rustls-webpki). No version of it takes any on
   * directories.
   */
  public enum Ztunnel {
    /** No cluster is ambient. */
    NONE,

    /** It ignores those on URIs, as it did before 0.103.12. */
    IGNORES_URIS,

    /** It takes none on URIs, whatever they allow. */
    REFUSES_URIS
  }
}
