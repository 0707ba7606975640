package dev.meshgen.pki;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lists of a file {@code ca-crl.pem}, one for each authority.
 *
 * <p>Proxies look at the issuer of every certificate of a chain, the root's included: if one of
 * them has no list, Envoy refuses the chain, whether anything in it is revoked or not.
 */
public final class Revocations {
  private final Map<String, RevocationList> byAuthority = new TreeMap<>();

  /** Adds lists; of two of one authority, the later one stays. */
  public void add(Collection<RevocationList> lists) {
    for (RevocationList list : lists) {
      byAuthority.merge(
          list.authority(), list, (old, other) -> other.from().isBefore(old.from()) ? old : other);
    }
  }

  public List<RevocationList> lists() {
    return List.copyOf(byAuthority.values());
  }

  public boolean isEmpty() {
    return byAuthority.isEmpty();
  }

  /** All of them as one text, always in the same order, without those that have ended. */
  public String pem(Instant now) {
    StringBuilder pem = new StringBuilder();
    byAuthority.values().stream()
        .filter(list -> list.to().filter(end -> !now.isBefore(end)).isEmpty())
        .forEach(list -> pem.append(list.pem()));
    return pem.toString();
  }

  /**
   * The certificates that have no list of their own, which still counts.
   *
   * @param chains certificates in PEM
   * @return their subjects
   */
  public List<String> missing(String chains, Instant now) throws PkiException {
    List<String> missing = new ArrayList<>();
    for (X509 certificate :
        X509Bundle.read(CaCerts.CERT_CHAIN, chains.getBytes(StandardCharsets.UTF_8))) {
      if (listOf(certificate, now).isEmpty() && !missing.contains(certificate.subjectText())) {
        missing.add(certificate.subjectText());
      }
    }
    return missing;
  }

  /** Whether one of the authorities with these certificates has a list that revokes a serial. */
  public boolean revokes(String authorities, String serial, Instant now) throws PkiException {
    for (X509 certificate :
        X509Bundle.read(CaCerts.CERT_CHAIN, authorities.getBytes(StandardCharsets.UTF_8))) {
      if (listOf(certificate, now).filter(list -> list.serials().contains(serial)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private Optional<RevocationList> listOf(X509 certificate, Instant now) {
    return byAuthority.values().stream()
        .filter(list -> list.issuer().equals(certificate.subjectText()))
        .filter(list -> list.to().filter(end -> !now.isBefore(end)).isEmpty())
        .filter(list -> list.isOf(certificate))
        .findFirst();
  }
}
