package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Certificates as meshgen would never issue them. */
final class ForgedCertificates {
  private ForgedCertificates() {}

  interface ExtensionSetter {
    void addTo(ExtensionsGenerator extensions) throws IOException;
  }

  static String pem(
      SigningKey key,
      String subject,
      SigningKey issuerKey,
      X500Name issuer,
      Instant from,
      Instant to,
      AlgorithmIdentifier algorithm,
      ExtensionSetter setter)
      throws IOException {
    var extensions = new ExtensionsGenerator();
    setter.addTo(extensions);
    var body = new V3TBSCertificateGenerator();
    body.setSerialNumber(new ASN1Integer(BigInteger.TEN));
    body.setSubject(new X500Name(subject));
    body.setIssuer(issuer == null ? new X500Name(subject) : issuer);
    body.setStartDate(new Time(Date.from(from)));
    body.setEndDate(new Time(Date.from(to)));
    body.setSubjectPublicKeyInfo(key.publicKey());
    body.setSignature(algorithm);
    Extensions all = extensions.isEmpty() ? null : extensions.generate();
    body.setExtensions(all);
    var tbs = body.generateTBSCertificate();
    var parts = new ASN1EncodableVector();
    parts.add(tbs);
    parts.add(algorithm);
    parts.add(new DERBitString(issuerKey.sign(tbs.getEncoded("DER"))));
    return Pem.encode(Pem.CERTIFICATE, new DERSequence(parts).getEncoded("DER"));
  }
}
