package dev.meshgen.pki;

import dev.meshgen.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the certificate that answers a request among those that somebody sent, and checks all that
 * istiod and its peers would, and that it is what was asked for.
 */
public final class AnswerVerifier {
  /** Clocks differ, and signers count from when they sign. */
  private static final Duration TOLERANCE = Duration.ofDays(2);

  private final Instant at;
  private final Optional<X509> root;
  private final List<X509> others;

  /**
   * A check.
   *
   * @param at the moment at which every certificate must be valid
   * @param rootPem the root of the mesh; empty before the first answer, which may have any
   * @throws PkiException if that is not a certificate
   */
  public AnswerVerifier(Instant at, Optional<String> rootPem) throws PkiException {
    this(at, rootPem, List.of());
  }

  /**
   * The same, which tells what leads to another root.
   *
   * @param otherPems roots that a certificate may lead to by mistake
   */
  public AnswerVerifier(Instant at, Optional<String> rootPem, List<String> otherPems)
      throws PkiException {
    this.at = at;
    this.others = new ArrayList<>();
    for (String pem : otherPems) {
      others.add(X509Bundle.readOne("another root", pem.getBytes(StandardCharsets.UTF_8)));
    }
    this.root =
        rootPem.isPresent()
            ? Optional.of(
                X509Bundle.readOne(
                    "the root of the mesh", rootPem.get().getBytes(StandardCharsets.UTF_8)))
            : Optional.empty();
  }

  /**
   * An answer, and how it differs from what was asked for without being of no use.
   *
   * @param differences in words, each a clause
   * @param end the same of its end
   */
  public record Verified(
      SignedIntermediate signed, List<String> differences, Optional<String> end) {
    public Verified {
      differences = List.copyOf(differences);
    }
  }

  /**
   * The answer to a request.
   *
   * @param names what the certificates of the cluster that asks are used for
   * @param bag what was sent; the root of the mesh need not be in it
   * @param problems gets what is wrong
   * @return empty exactly if a problem was added
   */
  public Optional<Verified> verify(
      AskedIntermediate asked,
      CertifiedNames names,
      CertificateBag bag,
      List<ChainProblem> problems) {
    Optional<X509> found = answer(asked, bag, problems);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    X509 answer = found.get();
    List<X509> all = new ArrayList<>(bag.certificates());
    root.ifPresent(all::add);
    List<X509> roots = all.stream().filter(SigningChain::isRoot).toList();
    List<X509> ends = root.isPresent() ? List.of(root.get()) : roots;
    PathRules rules = new PathRules(at, problems);
    Optional<List<X509>> path = new CertificatePath(all, ends).find(answer, at);
    if (path.isEmpty()) {
      broken(answer, all, roots, rules, problems);
      return Optional.empty();
    }
    int before = problems.size();
    rules.check(path.get());
    rules.checkNames(path.get(), names);
    if (path.get().size() == 1) {
      problems.add(
          new ChainProblem(
              ImportFlaw.CHAIN,
              "the certificate for " + named(asked) + " is signed by its own key"));
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new Verified(
                new SignedIntermediate(path.get(), false),
                differences(asked.request(), answer),
                end(asked.request(), answer)));
  }

  /** The one certificate of the key that was asked for. */
  private static Optional<X509> answer(
      AskedIntermediate asked, CertificateBag bag, List<ChainProblem> problems) {
    List<X509> answers =
        bag.certificates().stream().filter(each -> CertificateBag.isFor(each, asked)).toList();
    if (answers.isEmpty()) {
      problems.add(
          new ChainProblem(
              ImportFlaw.MISMATCH,
              "no certificate has the public key of the request of " + named(asked)));
    } else if (answers.size() > 1) {
      problems.add(
          new ChainProblem(
              ImportFlaw.ANSWERS,
              answers.size()
                  + " certificates have the public key of the request of "
                  + named(asked)));
    }
    return answers.size() == 1 ? Optional.of(answers.get(0)) : Optional.empty();
  }

  private static String named(AskedIntermediate asked) {
    return "\"" + asked.request().cluster() + "\"";
  }

  private void broken(
      X509 answer, List<X509> all, List<X509> roots, PathRules rules, List<ChainProblem> problems) {
    List<X509> known = new ArrayList<>(roots);
    known.addAll(others);
    Optional<List<X509>> elsewhere = new CertificatePath(all, known).find(answer, at);
    if (root.isPresent() && elsewhere.isPresent()) {
      X509 other = elsewhere.get().get(elsewhere.get().size() - 1);
      problems.add(
          new ChainProblem(
              ImportFlaw.OTHER_ROOT,
              "it chains to root "
                  + Sha256.hex(other.der())
                  + ", but must chain to root "
                  + Sha256.hex(root.get().der())));
      return;
    }
    rules.checkKinds(all);
    if (problems.isEmpty()) {
      problems.add(
          new ChainProblem(
              ImportFlaw.CHAIN,
              PathRules.nameOf(answer)
                  + " does not chain to "
                  + (root.isPresent() ? "the root of the mesh" : "a self-signed root")
                  + " among the certificates"));
    }
  }

  private static List<String> differences(IntermediateRequest request, X509 answer) {
    List<String> differences = new ArrayList<>();
    if (!answer.subject().equals(Subjects.intermediate(request))) {
      differences.add("its subject is " + answer.subjectText() + " and not " + request.subject());
    }
    String uri = CertificateProfile.uri(request.trustDomain());
    if (!answer.names().equals(List.of("URI:" + uri))) {
      differences.add(
          answer.names().isEmpty()
              ? "it does not name " + uri
              : "it names " + String.join(", ", answer.names()) + " and not " + uri);
    }
    if (answer.pathLength() != 0) {
      differences.add("its path length is not 0, so it may sign further authorities");
    }
    return differences;
  }

  private Optional<String> end(IntermediateRequest request, X509 answer) {
    Instant wanted = at.plus(request.validity());
    if (answer.notAfter().isBefore(wanted.minus(TOLERANCE))) {
      return Optional.of("it expires on " + answer.notAfter() + ", not on " + wanted);
    }
    return answer.notAfter().isAfter(wanted.plus(TOLERANCE))
        ? Optional.of("it expires as late as " + answer.notAfter() + ", not on " + wanted)
        : Optional.empty();
  }
}
