package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An authority that signs intermediates, and the certificates from it up to the root. Safe for use
 * by several threads until it is closed, which erases its key.
 */
public final class SigningChain implements AutoCloseable {
  private final CertificateAuthority authority;
  private final List<X509> above;
  private final boolean sendsRoot;

  private SigningChain(CertificateAuthority authority, List<X509> above, boolean sendsRoot) {
    this.authority = authority;
    this.above = List.copyOf(above);
    this.sendsRoot = sendsRoot;
  }

  /** A root that meshgen made: it ends the chains of what it signs. */
  public static SigningChain ofRoot(CertificateAuthority root) {
    return new SigningChain(root, List.of(), true);
  }

  /** A root that was imported: chains end below it. */
  public static SigningChain ofImportedRoot(CertificateAuthority root) {
    return new SigningChain(root, List.of(), false);
  }

  /**
   * What the certificates are to be good for.
   *
   * @param at the moment at which all must be valid
   * @param names what they certify
   */
  public record Validation(Instant at, CertifiedNames names) {}

  /**
   * Puts the path together from certificates in any order.
   *
   * @param certificatePem the authority's certificate, and possibly some that follow
   * @param chainPem those between it and the root and the root itself, where they do not follow
   * @param key of the first certificate, in PEM as {@link PrivateKeyFile} returns it
   * @param problems where everything goes that is wrong besides
   * @throws PkiException for the first thing that is wrong
   */
  public static SigningChain read(
      byte[] certificatePem,
      byte[] chainPem,
      SecretBytes key,
      Validation validation,
      List<ChainProblem> problems)
      throws PkiException {
    List<X509> all =
        new ArrayList<>(X509Bundle.read("the file of the certificate", certificatePem));
    if (chainPem.length > 0) {
      all.addAll(X509Bundle.read("the file of the chain", chainPem));
    }
    X509 signer = all.get(0);
    List<X509> roots = all.stream().filter(SigningChain::isRoot).toList();
    PathRules rules = new PathRules(validation.at(), problems);
    Optional<List<X509>> found = new CertificatePath(all, roots).find(signer, validation.at());
    if (found.isEmpty()) {
      rules.checkKinds(all);
      if (problems.isEmpty()) {
        throw new PkiException(ImportFlaw.CHAIN, incomplete(signer));
      }
      throw first(problems);
    }
    List<X509> path = found.get();
    rules.check(path, 1);
    rules.checkNames(path, validation.names());
    rules.checkSubjects(path, validation.names());
    String pem = Pem.encode(Pem.CERTIFICATE, signer.der());
    SigningKey secret = SigningKeys.read("the private key", key);
    if (!signer.publicKey().equals(secret.publicKey())) {
      problems.add(
          new ChainProblem(
              ImportFlaw.MISMATCH, "the private key does not belong to the certificate"));
    }
    if (!problems.isEmpty()) {
      throw first(problems);
    }
    return new SigningChain(
        CertificateAuthority.read(pem, key), path.subList(1, path.size()), false);
  }

  private static PkiException first(List<ChainProblem> problems) {
    ChainProblem first = problems.remove(0);
    return new PkiException(first.flaw(), first.text());
  }

  private static String incomplete(X509 signer) {
    return "the certificate of \""
        + signer.subjectText()
        + "\" does not chain to a self-signed root among the certificates";
  }

  static boolean isRoot(X509 certificate) {
    try {
      return certificate.namesAsIssuer(certificate)
          && certificate.isSignedBy(certificate.verifyingKey());
    } catch (PkiException e) {
      // A self-signature that cannot be verified here: its kind of key is refused later.
      return certificate.namesAsIssuer(certificate);
    }
  }

  public CertificateAuthority authority() {
    return authority;
  }

  public boolean isRoot() {
    return above.isEmpty();
  }

  /** Facts of the root. */
  public CertificateFacts root() {
    return above.isEmpty() ? authority.facts() : CertificateFacts.of(above.get(above.size() - 1));
  }

  /** The certificate of the root, alone. */
  public String rootPem() {
    return above.isEmpty() ? authority.certificatePem() : pem(above.get(above.size() - 1));
  }

  /** From the authority up to and not including the root; empty for a root. */
  public String chainPem() {
    StringBuilder chain = new StringBuilder();
    if (!above.isEmpty()) {
      chain.append(authority.certificatePem());
      above.subList(0, above.size() - 1).forEach(each -> chain.append(pem(each)));
    }
    return chain.toString();
  }

  /** A certificate of this authority, with all above it. */
  SignedIntermediate signed(X509 intermediate) {
    List<X509> path = new ArrayList<>(List.of(intermediate));
    path.addAll(path());
    return new SignedIntermediate(path, sendsRoot);
  }

  /** Its files in the form in which it is kept: those of {@code cacerts}. */
  public Map<String, SecretBytes> files() {
    var files = new LinkedHashMap<String, SecretBytes>();
    files.put(CaCerts.CA_CERT, SecretBytes.ofUtf8(authority.certificatePem()));
    files.put(CaCerts.CA_KEY, authority.privateKeyPem());
    files.put(CaCerts.CERT_CHAIN, SecretBytes.ofUtf8(chainPem()));
    files.put(CaCerts.ROOT_CERT, SecretBytes.ofUtf8(rootPem()));
    return files;
  }

  /**
   * Reads {@link #files} back; what they say is checked by those who use them.
   *
   * @throws PkiException if they are not those of an authority below a root
   */
  public static SigningChain ofFiles(Map<String, SecretBytes> files) throws PkiException {
    for (String name : CaCerts.NAMES) {
      if (!files.containsKey(name)) {
        throw new PkiException(ImportFlaw.FILES, "the sealed file holds no " + name);
      }
    }
    List<X509> chain = X509Bundle.read(CaCerts.CERT_CHAIN, files.get(CaCerts.CERT_CHAIN).copy());
    X509 root = X509Bundle.readOne(CaCerts.ROOT_CERT, files.get(CaCerts.ROOT_CERT).copy());
    List<X509> path =
        new CertificatePath(chain, List.of(root))
            .build(chain.get(0))
            .orElseThrow(
                () -> new PkiException(ImportFlaw.CHAIN, "its chain does not end in its root"));
    String own = new String(files.get(CaCerts.CA_CERT).copy(), StandardCharsets.UTF_8);
    CertificateAuthority authority = CertificateAuthority.read(own, files.get(CaCerts.CA_KEY));
    if (!authority.certificate().sameAs(chain.get(0))) {
      authority.close();
      throw new PkiException(
          ImportFlaw.CHAIN, CaCerts.CERT_CHAIN + " does not start with " + CaCerts.CA_CERT);
    }
    return new SigningChain(authority, path.subList(1, path.size()), false);
  }

  /** The certificates of the path, the authority's first. */
  List<X509> path() {
    List<X509> path = new ArrayList<>();
    path.add(authority.certificate());
    path.addAll(above);
    return path;
  }

  private static String pem(X509 certificate) {
    return Pem.encode(Pem.CERTIFICATE, certificate.der());
  }

  @Override
  public void close() {
    authority.close();
  }

  @Override
  public String toString() {
    return "SigningChain[" + authority.facts().subject() + "]";
  }
}
