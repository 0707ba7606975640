package dev.meshgen.authority.vault;

import dev.meshgen.pki.CertificateBag;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates of an issuer and of those above it, as far as Vault knows them. Nothing of it is
 * trusted: who signed what is found out later.
 *
 * @param pems each one certificate, or what is sent for one
 */
record IssuerChain(List<String> pems) {
  IssuerChain {
    pems = List.copyOf(pems);
  }

  /** From an answer of {@code issuer/<ref>/json}, or of {@code sign-intermediate}. */
  static IssuerChain of(Map<String, Object> answer) {
    List<String> found = new ArrayList<>();
    if (answer.get("data") instanceof Map<?, ?> data) {
      for (String field : List.of("certificate", "issuing_ca", "ca_chain")) {
        Object value = data.get(field);
        for (Object each :
            value instanceof List<?> list ? list : List.of(value == null ? "" : value)) {
          if (each instanceof String pem && !pem.isBlank()) {
            found.add(pem);
          }
        }
      }
    }
    return new IssuerChain(found);
  }

  /** Until when all of them are valid, and no longer than until {@code asked}. */
  Instant end(Instant asked) {
    Instant end = asked;
    for (CertificateFacts each : facts()) {
      end = each.notAfter().isBefore(end) ? each.notAfter() : end;
    }
    return end;
  }

  /** Whether all of them were valid at a moment in the past. */
  boolean isOlderThan(Instant moment) {
    return facts().stream().allMatch(each -> each.notBefore().isBefore(moment));
  }

  /**
   * SHA-256 of the root that it leads to, if that is another; what cannot be read is reported where
   * the answer is verified.
   */
  Optional<String> otherRoot(String rootPem) {
    try {
      CertificateBag bag = new CertificateBag();
      for (byte[] content : contents()) {
        bag.add("the chain of the issuer", content);
      }
      return bag.otherRoot(rootPem);
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  private List<CertificateFacts> facts() {
    return pems.stream().map(IssuerChain::facts).flatMap(Optional::stream).toList();
  }

  /** Where the answer is verified, what cannot be read is reported. */
  private static Optional<CertificateFacts> facts(String pem) {
    try {
      return Optional.of(CertificateFacts.of(pem));
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  List<byte[]> contents() {
    return pems.stream().map(pem -> pem.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
