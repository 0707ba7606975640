package dev.meshgen.rules;

import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates as an API server's authority has them. */
final class TestCertificates {
  private TestCertificates() {}

  /** PEM of a certificate that expires that many days after {@link ReadMesh#TODAY}. */
  static String pem(int daysLeft) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
      X500Name name = new X500Name("CN=kubernetes");
      LocalDate end = ReadMesh.TODAY.plusDays(daysLeft);
      var certificate =
          new JcaX509v3CertificateBuilder(
                  name, BigInteger.ONE, date(end.minusYears(1)), date(end), name, pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
      StringWriter pem = new StringWriter();
      try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
        writer.writeObject(certificate);
      }
      return pem.toString();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Date date(LocalDate day) {
    return Date.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
