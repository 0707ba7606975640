package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds what istiod would refuse in {@code cacerts}, and what it would accept although no peer then
 * accepts its workloads (security/pkg/pki/util/keycertbundle.go).
 */
public final class ChainVerifier {
  /** Its presence makes istiod ignore the other files. */
  public static final String ISTIO_GENERATED = "istio-generated";

  private ChainVerifier() {}

  /**
   * Never throws, whatever the files hold.
   *
   * @param files name to content, as in the Secret
   * @param at the moment at which every certificate must be valid
   * @return one sentence for each problem, naming the file
   */
  public static List<String> problems(Map<String, SecretBytes> files, Instant at) {
    return find(files, at).stream().map(ChainProblem::text).toList();
  }

  /** The same, with the kind of each problem. */
  public static List<ChainProblem> find(Map<String, SecretBytes> files, Instant at) {
    var problems = new ArrayList<ChainProblem>();
    for (String name : CaCerts.NAMES) {
      if (!files.containsKey(name)) {
        problems.add(
            new ChainProblem(
                ImportFlaw.FILES,
                name + " is missing; istiod needs all of " + String.join(", ", CaCerts.NAMES)));
      }
    }
    if (files.containsKey(ISTIO_GENERATED)) {
      problems.add(
          new ChainProblem(
              ImportFlaw.FILES,
              ISTIO_GENERATED
                  + " must be absent: with it, istiod assumes that it made the CA itself"));
    }
    if (problems.isEmpty()) {
      verify(files, at, problems);
    }
    return List.copyOf(problems);
  }

  /**
   * Whether the first certificate of a chain is that of an authority below a root, as signatures
   * say; when they are valid is not looked at.
   *
   * @throws PkiException if either holds anything but certificates
   */
  public static boolean leadsToRoot(String chain, String roots) throws PkiException {
    List<X509> path = X509Bundle.read(CaCerts.CERT_CHAIN, chain.getBytes(StandardCharsets.UTF_8));
    List<X509> ends = X509Bundle.read(CaCerts.ROOT_CERT, roots.getBytes(StandardCharsets.UTF_8));
    X509 signer = path.get(0);
    return signer.isAuthority() && new CertificatePath(path, ends).build(signer).isPresent();
  }

  /**
   * What authorities of a chain may not sign although a cluster has it; asks for no more than that.
   *
   * @param names of the cluster, which are asked for only if there are constraints
   * @throws PkiException if either holds anything but certificates
   */
  public static List<String> excluded(String chain, String roots, Supplier<CertifiedNames> names)
      throws PkiException {
    if (!SignedNames.mayLimit(chain) && !SignedNames.mayLimit(roots)) {
      return List.of();
    }
    List<X509> path = X509Bundle.read(CaCerts.CERT_CHAIN, chain.getBytes(StandardCharsets.UTF_8));
    List<X509> ends = X509Bundle.read(CaCerts.ROOT_CERT, roots.getBytes(StandardCharsets.UTF_8));
    List<ChainProblem> problems = new ArrayList<>();
    new CertificatePath(path, ends)
        .build(path.get(0))
        .ifPresent(found -> new PathRules(Instant.EPOCH, problems).checkNames(found, names.get()));
    return problems.stream().map(ChainProblem::text).toList();
  }

  /**
   * The same, for the names of a cluster: istiod accepts an authority for other ones, and then no
   * peer accepts its workloads.
   */
  public static List<ChainProblem> find(
      Map<String, SecretBytes> files, Instant at, CertifiedNames names) {
    var problems = new ArrayList<>(find(files, at));
    if (problems.isEmpty()) {
      try {
        X509 signer = certificates(files, CaCerts.CA_CERT).get(0);
        new CertificatePath(
                certificates(files, CaCerts.CERT_CHAIN), certificates(files, CaCerts.ROOT_CERT))
            .build(signer)
            .ifPresent(path -> new PathRules(at, problems).checkNames(path, names));
        findInLists(files, at).ifPresent(problems::add);
      } catch (PkiException e) {
        problems.add(new ChainProblem(e.flaw(), e.getMessage()));
      }
    }
    return List.copyOf(problems);
  }

  /**
   * What is wrong with the lists of revoked certificates in files that are right otherwise: istiod
   * refuses those that leave out an authority of the chain, and takes any that ended.
   */
  public static Optional<ChainProblem> findInLists(Map<String, SecretBytes> files, Instant at) {
    SecretBytes file = files.get(CaCerts.REVOCATIONS);
    if (file == null) {
      return Optional.empty();
    }
    try {
      if (!Stream.of(CaCerts.CA_CERT, CaCerts.CERT_CHAIN, CaCerts.ROOT_CERT, CaCerts.REVOCATIONS)
          .allMatch(name -> Pem.isPublicInLines(files.get(name).copy()))) {
        throw new PkiException(
            CaCerts.REVOCATIONS
                + " or a certificate beside it has other text or line endings in it");
      }
      Revocations lists = new Revocations();
      lists.add(RevocationList.read(text(file)));
      List<String> missing = lists.missing(text(files.get(CaCerts.CERT_CHAIN)), at);
      if (!missing.isEmpty()) {
        throw new PkiException(
            CaCerts.REVOCATIONS
                + " holds no current list of \""
                + String.join("\", \"", missing)
                + "\"");
      }
      return Optional.empty();
    } catch (PkiException e) {
      return Optional.of(new ChainProblem(ImportFlaw.REVOCATIONS, e.getMessage()));
    }
  }

  private static String text(SecretBytes file) {
    return new String(file.copy(), StandardCharsets.UTF_8);
  }

  private static void verify(
      Map<String, SecretBytes> files, Instant at, List<ChainProblem> problems) {
    try {
      X509 signer = certificates(files, CaCerts.CA_CERT).get(0);
      List<X509> chain = certificates(files, CaCerts.CERT_CHAIN);
      List<X509> roots = certificates(files, CaCerts.ROOT_CERT);
      if (!chain.get(0).sameAs(signer)) {
        problems.add(
            new ChainProblem(
                ImportFlaw.CHAIN,
                CaCerts.CERT_CHAIN + " does not start with the certificate in " + CaCerts.CA_CERT));
      }
      Optional<List<X509>> path = new CertificatePath(chain, roots).build(signer);
      if (path.isPresent()) {
        new PathRules(at, problems).check(path.get());
      } else {
        broken(signer, chain, roots, at, problems);
      }
      requireKey(files, signer, problems);
    } catch (PkiException e) {
      problems.add(new ChainProblem(e.flaw(), e.getMessage()));
    }
  }

  /** A kind of key that cannot be verified breaks a chain that is complete otherwise. */
  private static void broken(
      X509 signer, List<X509> chain, List<X509> roots, Instant at, List<ChainProblem> problems) {
    PathRules rules = new PathRules(at, problems);
    rules.checkSigner(signer);
    List<X509> above = new ArrayList<>(chain);
    above.addAll(roots);
    above.removeIf(signer::sameAs);
    rules.checkKinds(above);
    if (problems.stream().noneMatch(each -> each.flaw() == ImportFlaw.ALGORITHM)) {
      problems.add(
          new ChainProblem(
              ImportFlaw.CHAIN,
              CaCerts.CA_CERT + " does not chain to a root in " + CaCerts.ROOT_CERT));
    }
  }

  /** A kind of key that proxies refuse is said of the certificate, and once is enough. */
  private static void requireKey(
      Map<String, SecretBytes> files, X509 signer, List<ChainProblem> problems)
      throws PkiException {
    try {
      SigningKey key = SigningKeys.read(CaCerts.CA_KEY, files.get(CaCerts.CA_KEY));
      if (!signer.publicKey().equals(key.publicKey())) {
        problems.add(
            new ChainProblem(
                ImportFlaw.MISMATCH, CaCerts.CA_KEY + " does not belong to " + CaCerts.CA_CERT));
      }
    } catch (PkiException e) {
      boolean said =
          e.flaw() == ImportFlaw.ALGORITHM
              && problems.stream().anyMatch(each -> each.flaw() == ImportFlaw.ALGORITHM);
      if (!said) {
        throw e;
      }
    }
  }

  private static List<X509> certificates(Map<String, SecretBytes> files, String name)
      throws PkiException {
    return X509Bundle.read(name, files.get(name).copy());
  }
}
