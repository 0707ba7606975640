package dev.meshgen.trust;

import dev.meshgen.plan.KeyHolder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How each authority of a tree is replaced, in words that name no command that would be refused.
 *
 * @param rootElsewhere whether the key of the root is made elsewhere
 * @param signerEnds when the last key of the tree ends that signs intermediates; empty without one
 * @param asked clusters whose request waits for its certificate
 * @param progress of a root that takes the place of another, with its next step
 * @param signs who holds the key that signs by what the spec says; empty if that is not known
 */
record ReplacementAdvice(
    boolean rootElsewhere,
    Optional<Instant> signerEnds,
    Set<String> asked,
    Optional<RootProgress> progress,
    Optional<KeyHolder> signs) {

  /** In a tree. */
  static ReplacementAdvice in(TrustTree tree, Optional<KeyHolder> signs) {
    return new ReplacementAdvice(
        tree.rootElsewhere(),
        ends(tree.signers()),
        tree.requests().stream().map(OpenRequest::cluster).collect(Collectors.toUnmodifiableSet()),
        tree.progress(),
        signs);
  }

  /** When the last key ends that signs intermediates. */
  static Optional<Instant> ends(List<Signer> signers) {
    return signers.stream()
        .filter(Signer::signsIntermediates)
        .map(signer -> signer.certificate().notAfter())
        .max(Comparator.naturalOrder());
  }

  /** As a sentence without its period. */
  String of(Signer signer) {
    if (signer.cluster().isPresent()) {
      return intermediate(signer, signer.cluster().get());
    }
    if (progress.isPresent()) {
      return "finish the rotation of the root first; `meshgen trust status` prints its next step";
    }
    if (signer.isIssuing()) {
      return "import its successor: `meshgen trust import --certificate=FILE --key=FILE`";
    }
    return "replace it step by step, starting with `meshgen trust rotate root distribute"
        + (rootElsewhere ? " --certificate=FILE" : "")
        + "`";
  }

  private String intermediate(Signer signer, String cluster) {
    if (asked.contains(cluster)) {
      return "have its request signed, then run `meshgen trust import FILE`";
    }
    if (progress.filter(each -> each.isToSign(cluster)).isPresent()) {
      return "run `meshgen trust rotate root sign " + cluster + "`";
    }
    if (needsImport(signer)) {
      return "run `meshgen trust import " + cluster + " --cacerts=PATH`, or import a signing key";
    }
    if (progress.isEmpty() && endsWithItsSigner(signer)) {
      return "replace its issuer first: a new one would expire no later";
    }
    return "run `meshgen rotate " + cluster + "`";
  }

  /** A spec that is not known may have changed since the import; most often it has not. */
  private boolean needsImport(Signer signer) {
    return signerEnds.isEmpty()
        && signs.map(KeyHolder.IMPORTED::equals).orElse(signer.certificate().isImported());
  }

  private boolean endsWithItsSigner(Signer signer) {
    return signerEnds.filter(end -> !signer.certificate().notAfter().isBefore(end)).isPresent();
  }
}
