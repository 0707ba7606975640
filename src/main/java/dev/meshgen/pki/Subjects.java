package dev.meshgen.pki;

import dev.meshgen.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Subjects of the certificates meshgen issues. Every generation has its own: verifiers look issuers
 * up by name, and ztunnel has failed on two roots of one name (istio/ztunnel#1613).
 */
final class Subjects {
  /** RFC 5280 appendix A, ub-common-name and ub-organization-name. */
  private static final int MAX_LENGTH = 64;

  private Subjects() {}

  static X500Name root(RootRequest request) {
    return name(
        rdn(BCStyle.O, fit(request.mesh(), "")),
        rdn(BCStyle.CN, fit(request.mesh(), " root g" + request.generation())));
  }

  static X500Name intermediate(IntermediateRequest request) {
    return intermediate(request.mesh(), request.cluster(), request.generation());
  }

  static X500Name intermediate(String mesh, String cluster, int generation) {
    String suffix = " intermediate g" + generation;
    return name(
        rdn(BCStyle.O, fit(mesh, "")),
        rdn(BCStyle.OU, fit(cluster, "")),
        rdn(BCStyle.CN, fit(cluster, suffix)));
  }

  static void requireName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a certificate needs a name");
    }
  }

  static void requireGeneration(int generation) {
    if (generation < 1) {
      throw new IllegalArgumentException("generations count from 1, not " + generation);
    }
  }

  static void requireValidity(Duration validity) {
    if (validity.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("a validity of " + validity + " is too short");
    }
  }

  /**
   * A name too long for its field ends in part of its hash, so that two long ones stay different.
   */
  private static String fit(String name, String suffix) {
    if (name.length() + suffix.length() <= MAX_LENGTH) {
      return name + suffix;
    }
    String hash = Sha256.hex(name.getBytes(StandardCharsets.UTF_8)).substring(0, 10);
    return name.substring(0, MAX_LENGTH - suffix.length() - 11) + "-" + hash + suffix;
  }

  private static RDN rdn(ASN1ObjectIdentifier attribute, String value) {
    return new RDN(attribute, new DERUTF8String(value));
  }

  private static X500Name name(RDN... parts) {
    var vector = new ASN1EncodableVector(parts.length);
    for (RDN part : parts) {
      vector.add(part);
    }
    return X500Name.getInstance(new DERSequence(vector));
  }
}
