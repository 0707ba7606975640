package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import java.util.List;
import java.util.Map;

/**
 * What is public in {@code cacerts} of whatever origin.
 *
 * @param signer the certificate of the cluster's intermediate
 * @param root that it leads to
 * @param rootPem the certificate of that root alone
 * @param key kind of the intermediate's key, such as {@code rsa-4096}
 */
public record CaChain(CertificateFacts signer, CertificateFacts root, String rootPem, String key) {

  /**
   * Reads files that passed {@link ChainVerifier}.
   *
   * @throws PkiException if they did not
   */
  public static CaChain of(Map<String, SecretBytes> files) throws PkiException {
    List<X509> roots = certificates(files, CaCerts.ROOT_CERT);
    X509 signer = certificates(files, CaCerts.CA_CERT).get(0);
    return below(signer, certificates(files, CaCerts.CERT_CHAIN), roots);
  }

  /**
   * The same, where they lead to this root too: of several roots that clusters trust while the root
   * is replaced, the one that the mesh knows counts.
   *
   * @param root SHA-256 of its certificate
   * @return one of another root, if they do not
   */
  public static CaChain of(Map<String, SecretBytes> files, String root) throws PkiException {
    X509 signer = certificates(files, CaCerts.CA_CERT).get(0);
    for (X509 each : certificates(files, CaCerts.ROOT_CERT)) {
      if (CertificateFacts.of(each).sha256().equals(root)) {
        try {
          return below(signer, certificates(files, CaCerts.CERT_CHAIN), List.of(each));
        } catch (PkiException e) {
          break;
        }
      }
    }
    return of(files);
  }

  private static CaChain below(X509 signer, List<X509> chain, List<X509> roots)
      throws PkiException {
    List<X509> path =
        new CertificatePath(chain, roots)
            .build(signer)
            .orElseThrow(
                () ->
                    new PkiException(
                        ImportFlaw.CHAIN,
                        CaCerts.CA_CERT + " does not chain to a root in " + CaCerts.ROOT_CERT));
    X509 root = path.get(path.size() - 1);
    return new CaChain(
        CertificateFacts.of(signer),
        CertificateFacts.of(root),
        Pem.encode(Pem.CERTIFICATE, root.der()),
        SigningKeys.labelOf(signer.publicKey()));
  }

  private static List<X509> certificates(Map<String, SecretBytes> files, String name)
      throws PkiException {
    SecretBytes content = files.get(name);
    if (content == null) {
      throw new PkiException(ImportFlaw.FILES, name + " is missing");
    }
    return X509Bundle.read(name, content.copy());
  }
}
