package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.pki.SigningChain.Validation;
import java.util.List;

/**
 * The certificate of a root whose key is elsewhere.
 *
 * @param pem the certificate alone, as meshgen writes certificates
 */
public record RootCertificate(CertificateFacts facts, String pem) {

  /**
   * Reads a file that holds it and nothing else in PEM.
   *
   * @param problems where everything goes that peers or istiod would refuse
   * @throws PkiException if it does not hold one
   */
  public static RootCertificate read(
      String name, byte[] file, Validation validation, List<ChainProblem> problems)
      throws PkiException {
    X509 root = X509Bundle.readOne(name, file);
    if (!root.namesAsIssuer(root)) {
      throw new PkiException(
          ImportFlaw.ROOT,
          name
              + " holds a certificate that is not a root's: \""
              + root.subjectText()
              + "\" has an issuer");
    }
    PathRules rules = new PathRules(validation.at(), problems);
    rules.check(List.of(root), 1);
    rules.checkNames(List.of(root), validation.names());
    if (problems.isEmpty() && !root.isSignedBy(root.verifyingKey())) {
      throw new PkiException(
          ImportFlaw.ROOT, name + " is not self-signed: its signature is that of another key");
    }
    return new RootCertificate(CertificateFacts.of(root), Pem.encode(Pem.CERTIFICATE, root.der()));
  }

  /** Facts of a certificate in PEM that was read before. */
  public static RootCertificate of(String pem) throws PkiException {
    return new RootCertificate(CertificateFacts.of(pem), pem);
  }
}
