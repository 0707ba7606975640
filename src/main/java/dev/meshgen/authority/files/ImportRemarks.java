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
              "hand over the Secret as `kubectl get secret cacerts -o yaml` prints it in Istio's"
                  + " namespace, or a folder with its files");
      case CERTIFICATE ->
          new Remedy(
              Code.IMPORTED_CERTIFICATE,
              "certificates in PEM, and no other blocks among them",
              "export the certificate again, in PEM");
      case KEY ->
          new Remedy(
              Code.IMPORTED_KEY,
              "one private key in PEM: PKCS#1, SEC1 or PKCS#8; istiod reads the first block only",
              "hand over the private key of the certificate");
      case KEY_STORE ->
          new Remedy(
              Code.IMPORTED_KEY,
              "a PKCS#12 file with a key and its certificate, and a password in ASCII",
              "hand over files in PEM by --certificate and --key");
      case MISMATCH ->
          new Remedy(
              Code.IMPORTED_PAIR,
              "the private key that the certificate was issued for",
              "find the key of this certificate: istiod refuses the pair");
      case AUTHORITY ->
          new Remedy(
              Code.IMPORTED_NO_AUTHORITY,
              "certificates that may sign others",
              "import the certificate of the authority, not one that it issued");
      case REFUSED ->
          new Remedy(
              Code.IMPORTED_NO_AUTHORITY,
              "certificates that istiod and every peer accept",
              "have it issued again with what is said here corrected");
      case ISSUER ->
          new Remedy(
              Code.IMPORTED_CHAIN,
              "an authority key identifier that is the subject key identifier of the issuer",
              "have it issued again, or import the certificate of the issuer that has this"
                  + " identifier");
      case CHAIN ->
          new Remedy(
              Code.IMPORTED_CHAIN,
              "every certificate from the one that signs up to the root, that one first",
              "add the certificates that are missing, in the order in which they were issued");
      case ROOT ->
          new Remedy(
              Code.IMPORTED_CHAIN,
              "the certificate of a root, signed by its own key",
              "name the certificate at the end of the chain");
      case PATH_LENGTH ->
          new Remedy(
              Code.IMPORTED_PATH_LENGTH,
              "a path length that leaves room for every authority below",
              "have the certificate issued again with a greater path length, or none");
      case VALIDITY ->
          new Remedy(
              Code.IMPORTED_EXPIRED,
              "certificates that are valid now",
              "have it issued again, or wait until it is valid");
      case ALGORITHM ->
          new Remedy(
              Code.IMPORTED_ALGORITHM,
              "ECDSA on P-256 or P-384 or RSA of 2048 to 8192 bits, signed with SHA-256, 384 or"
                  + " 512",
              "have it issued again with such a key");
      case PASSWORD ->
          new Remedy(
              Code.IMPORT_PASSWORD,
              "the password of the private key",
              "pass it by --password-file or --password-env, or at the prompt of a terminal");
      case OTHER_ROOT ->
          new Remedy(
              Code.ROOTS_DIFFER,
              "one root for all clusters, else their workloads do not accept each other",
              "have it issued below that root; to change the root, first run `meshgen trust rotate root"
                  + " distribute --certificate FILE`");
      case ANSWERS ->
          new Remedy(
              Code.ANSWERED_TWICE,
              "one certificate for each request",
              "leave out the one that is not to be used");
      case REVOCATIONS ->
          new Remedy(
              Code.REVOCATIONS_REFUSED,
              "a list that has not ended of every authority in cert-chain.pem, and nothing else",
              "have the lists signed again and import those, or leave "
                  + CacertsReader.REVOCATIONS
                  + " out if it revokes nothing");
      case ENTRIES ->
          new Remedy(
              Code.KEY_STORE_ENTRIES, "one private key", "name the one to take with --alias");
      case NO_ENTRY ->
          new Remedy(
              Code.KEY_STORE_ENTRIES,
              "one private key, encrypted",
              "export it again with its key and a password, or hand over files in PEM by"
                  + " --certificate and --key");
    };
  }
}
