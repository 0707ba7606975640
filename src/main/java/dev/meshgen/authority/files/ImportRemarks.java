package dev.meshgen.authority.files;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.pki.ImportFlaw;
import dev.meshgen.pki.PkiException;

/** Says what is wrong with something that is imported, each kind with its own code. */
public final class ImportRemarks {
  private final String source;
  private final Report report;

  /**
   * Remarks on one import.
   *
   * @param source how the user named it
   */
  public ImportRemarks(String source, Report report) {
    this.source = source;
    this.report = report;
  }

  /** Reports what could not be read. */
  public void say(PkiException e) {
    say(e.flaw(), e.getMessage());
  }

  /** Reports one problem. */
  public void say(ImportFlaw flaw, String message) {
    Remedy remedy = remedy(flaw);
    report.add(
        Diagnostic.of(remedy.code(), Span.of(source), message)
            .expecting(remedy.expected())
            .hinting(remedy.hint()));
  }

  private record Remedy(Code code, String expected, String hint) {}

  private static Remedy remedy(ImportFlaw flaw) {
    return switch (flaw) {
      case FILES ->
          new Remedy(
              Code.CACERTS_FORM,
              "ca-cert.pem, ca-key.pem, cert-chain.pem and root-cert.pem, or tls.crt, tls.key and"
                  + " ca.crt",
              "pass the Secret as printed by `kubectl get secret cacerts -o yaml` in Istio's"
                  + " namespace, or a folder with its files");
      case CERTIFICATE ->
          new Remedy(
              Code.IMPORTED_CERTIFICATE,
              "certificates in PEM, without other blocks",
              "export the certificate again as PEM");
      case KEY ->
          new Remedy(
              Code.IMPORTED_KEY,
              "one private key in PEM: PKCS#1, SEC1 or PKCS#8; istiod reads the first block only",
              "pass the private key of the certificate");
      case KEY_STORE ->
          new Remedy(
              Code.IMPORTED_KEY,
              "a PKCS#12 file with a key and its certificate, and a password in ASCII",
              "pass PEM files with --certificate and --key");
      case MISMATCH ->
          new Remedy(
              Code.IMPORTED_PAIR,
              "the private key of this certificate",
              "find the key of this certificate: istiod refuses the pair");
      case AUTHORITY ->
          new Remedy(
              Code.IMPORTED_NO_AUTHORITY,
              "CA certificates",
              "import the certificate of the authority, not one issued by it");
      case REFUSED ->
          new Remedy(
              Code.IMPORTED_NO_AUTHORITY,
              "certificates accepted by istiod and every peer",
              "have it reissued with that corrected");
      case ISSUER ->
          new Remedy(
              Code.IMPORTED_CHAIN,
              "an authority key identifier equal to the subject key identifier of the issuer",
              "have it reissued, or import the issuer's certificate with this identifier");
      case CHAIN ->
          new Remedy(
              Code.IMPORTED_CHAIN,
              "every certificate up to the root, the signing certificate first",
              "add the missing certificates, each followed by its issuer");
      case ROOT ->
          new Remedy(
              Code.IMPORTED_CHAIN,
              "the certificate of a root, self-signed",
              "pass the last certificate of the chain");
      case PATH_LENGTH ->
          new Remedy(
              Code.IMPORTED_PATH_LENGTH,
              "a path length that allows every authority below",
              "have the certificate reissued with a greater path length, or none");
      case VALIDITY ->
          new Remedy(
              Code.IMPORTED_EXPIRED,
              "certificates valid now",
              "have it reissued, or wait until it is valid");
      case ALGORITHM ->
          new Remedy(
              Code.IMPORTED_ALGORITHM,
              "ECDSA on P-256 or P-384 or RSA of 2048 to 8192 bits, signed with SHA-256, 384 or"
                  + " 512",
              "have it reissued with such a key");
      case PASSWORD ->
          new Remedy(
              Code.IMPORT_PASSWORD,
              "the password of the private key",
              "pass it with --password-file or --password-env, or at the prompt");
      case OTHER_ROOT ->
          new Remedy(
              Code.ROOTS_DIFFER,
              "one root for all clusters, else their workloads do not accept each other",
              "have it reissued below that root; to change the root, first run `meshgen trust"
                  + " rotate root distribute --certificate FILE`");
      case ANSWERS ->
          new Remedy(
              Code.ANSWERED_TWICE,
              "one certificate for each request",
              "pass only the certificate to use");
      case REVOCATIONS ->
          new Remedy(
              Code.REVOCATIONS_REFUSED,
              "an unexpired list from every authority in cert-chain.pem, and nothing else",
              "have the lists reissued and import those, or remove "
                  + CacertsReader.REVOCATIONS
                  + " if it revokes nothing");
      case ENTRIES ->
          new Remedy(Code.KEY_STORE_ENTRIES, "one private key", "select one with --alias");
      case NO_ENTRY ->
          new Remedy(
              Code.KEY_STORE_ENTRIES,
              "one encrypted private key",
              "export it again with its key and a password, or pass PEM files with --certificate"
                  + " and --key");
    };
  }
}
