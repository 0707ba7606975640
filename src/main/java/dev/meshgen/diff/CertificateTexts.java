package dev.meshgen.diff;

import dev.meshgen.bytes.Pem;
import dev.meshgen.pki.CertificateDetails;
import dev.meshgen.pki.PkiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What certificates say, each read once however many files of two trees hold it: a thousand
 * clusters have one root, and a chain repeats its first certificate. Safe for use by several
 * threads.
 */
final class CertificateTexts {
  private final Map<String, Optional<CertificateDetails>> known = new ConcurrentHashMap<>();

  /** All of a text, in order; empty if it has none, or anything that cannot be read. */
  Optional<List<CertificateDetails>> of(String text) {
    int start = text.indexOf(Pem.BEGIN);
    if (start < 0 || !text.contains("CERTIFICATE")) {
      return Optional.empty();
    }
    List<CertificateDetails> all = new ArrayList<>();
    while (start >= 0) {
      int next = text.indexOf(Pem.BEGIN, start + 1);
      String one = next < 0 ? text.substring(start) : text.substring(start, next);
      Optional<CertificateDetails> read = known.computeIfAbsent(one, CertificateTexts::read);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      all.add(read.get());
      start = next;
    }
    return Optional.of(all);
  }

  private static Optional<CertificateDetails> read(String pem) {
    try {
      return Optional.of(CertificateDetails.of(pem).get(0));
    } catch (PkiException e) {
      return Optional.empty();
    }
  }
}
