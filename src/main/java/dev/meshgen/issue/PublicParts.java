package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sops.SealedForm;
import dev.meshgen.seal.sops.SopsFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what a sealed file shows without any key with what a render would seal. Anybody who
 * knows the recipients can seal a file and write its hash into the lock: this is what the hash
 * leaves open.
 */
final class PublicParts {
  private final ReadableFields readable;
  private final CommittedSecrets committed;
  private final Optional<ChainLengths> chain;

  PublicParts(MeshPlan plan, CommittedSecrets committed) {
    this.readable = new ReadableFields(plan.mesh());
    this.committed = committed;
    // What was imported has a chain as somebody else made it.
    this.chain = plan.importsKeys() ? Optional.empty() : Optional.of(new ChainLengths(committed));
  }

  /** {@link Code#SEALED_FORM}, for a file that a render would not have sealed like this. */
  Optional<Diagnostic> problem(SecretPlan secret, byte[] bytes) {
    SealedForm form = readable.form(secret);
    List<String> words = new ArrayList<>();
    Map<String, Integer> lengths =
        form.lengths(bytes).orElseGet(() -> read(secret, form, bytes, words));
    if (words.isEmpty() && secret.kind() == SecretPlan.Kind.CACERTS) {
      chain.flatMap(each -> each.contradiction(lengths)).ifPresent(words::add);
    }
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Diagnostic.of(
                    Code.SEALED_FORM,
                    Span.of(committed.folder() + "/" + committed.pathOf(secret)),
                    "the sealed file is not as a render would seal it: " + String.join("; ", words))
                .expecting("the public part that a render writes, and nothing beside it")
                .hinting("restore the file and its lock from Git" + Remedy.orAnew(secret)));
  }

  /** As sops may have written it: in another order or with other quotes, but nothing more. */
  private Map<String, Integer> read(
      SecretPlan secret, SealedForm form, byte[] bytes, List<String> words) {
    Map<String, Integer> lengths = new TreeMap<>();
    try {
      SopsFile file = SopsFile.read(bytes);
      words.addAll(file.problems());
      readable.difference(secret, file.fields()).ifPresent(words::add);
      Set<String> expected = new TreeSet<>();
      form.names().forEach(name -> expected.add(form.section() + "." + name));
      Set<String> found = file.plaintextLengths().keySet();
      if (!found.equals(expected)) {
        words.add(
            "it holds "
                + String.join(", ", new TreeSet<>(found))
                + ", and not just "
                + String.join(", ", expected));
      }
      form.names()
          .forEach(
              name ->
                  lengths.put(
                      name, file.plaintextLengths().getOrDefault(form.section() + "." + name, 0)));
    } catch (SealException e) {
      words.add(e.getMessage());
    }
    return lengths;
  }
}
