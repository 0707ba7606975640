package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The certificate of an intermediate with all above it: what a signer answers. Public data. */
public final class SignedIntermediate {
  private final List<X509> path;
  private final boolean sendsRoot;
  private final String bundle;

  /**
   * An answer.
   *
   * @param path the intermediate first, the root last
   * @param sendsRoot whether the chain ends with the root, and not below it
   */
  SignedIntermediate(List<X509> path, boolean sendsRoot) {
    this(path, sendsRoot, pem(path.get(path.size() - 1)));
  }

  private SignedIntermediate(List<X509> path, boolean sendsRoot, String bundle) {
    this.path = List.copyOf(path);
    this.sendsRoot = sendsRoot;
    this.bundle = bundle;
  }

  /**
   * The same for a cluster that trusts more than its root.
   *
   * @param rootsPem every root that it trusts
   */
  public SignedIntermediate trusting(String rootsPem) {
    return new SignedIntermediate(path, sendsRoot, rootsPem);
  }

  /** The same, whose chain ends with the root. */
  public SignedIntermediate sendingRoot() {
    return new SignedIntermediate(path, true, bundle);
  }

  /** Facts of the intermediate. */
  public CertificateFacts facts() {
    return CertificateFacts.of(path.get(0));
  }

  /** Facts of the root. */
  public CertificateFacts root() {
    return CertificateFacts.of(path.get(path.size() - 1));
  }

  /** The certificate of the root, alone. */
  public String rootPem() {
    return pem(path.get(path.size() - 1));
  }

  /** The files of {@code cacerts} that anybody may read, by name. */
  public Map<String, String> readable() {
    StringBuilder chain = new StringBuilder();
    path.subList(0, sendsRoot ? path.size() : path.size() - 1)
        .forEach(each -> chain.append(pem(each)));
    var files = new LinkedHashMap<String, String>();
    files.put(CaCerts.CA_CERT, pem(path.get(0)));
    files.put(CaCerts.CERT_CHAIN, chain.toString());
    files.put(CaCerts.ROOT_CERT, bundle);
    return files;
  }

  /**
   * All files of {@code cacerts}, in the order of {@link CaCerts#NAMES}.
   *
   * @param key in PEM; belongs to the caller
   */
  public Map<String, SecretBytes> files(SecretBytes key) {
    Map<String, String> readable = readable();
    var files = new LinkedHashMap<String, SecretBytes>();
    for (String name : CaCerts.NAMES) {
      files.put(
          name,
          name.equals(CaCerts.CA_KEY)
              ? key
              : SecretBytes.owning(readable.get(name).getBytes(StandardCharsets.US_ASCII)));
    }
    return files;
  }

  X509 certificate() {
    return path.get(0);
  }

  List<X509> path() {
    return path;
  }

  private static String pem(X509 certificate) {
    return Pem.encode(Pem.CERTIFICATE, certificate.der());
  }
}
