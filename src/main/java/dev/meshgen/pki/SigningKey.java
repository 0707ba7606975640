package dev.meshgen.pki;

import java.math.BigInteger;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** A private key that can sign certificates. Safe for use by several threads. */
interface SigningKey {
  SubjectPublicKeyInfo publicKey();

  /** PKCS#8, unencrypted: the one form istiod reads whatever made the key. */
  byte[] pkcs8();

  SignatureScheme scheme();

  byte[] sign(byte[] message);

  /** Big-endian without sign, padded to {@code length}. */
  static byte[] unsigned(BigInteger value, int length) {
    byte[] raw = value.toByteArray();
    byte[] padded = new byte[length];
    int from = Math.max(0, raw.length - length);
    System.arraycopy(raw, from, padded, length - (raw.length - from), raw.length - from);
    return padded;
  }
}
