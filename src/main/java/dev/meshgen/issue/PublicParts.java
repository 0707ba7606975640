package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.sealedsecrets.SealedSecretFile;
import dev.meshgen.seal.sops.Readers;
import dev.meshgen.seal.sops.SealedForm;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.sops.SopsReaders;
import dev.meshgen.seal.vault.StoredFile;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares what a sealed file shows without any key with what a render would seal. Anybody who
 * knows the recipients can seal a file and write its hash into the lock: this is what the hash
 * leaves open.
 */
final class PublicParts {
  private static final List<String> READABLE =
      List.of(CaCerts.CA_CERT, CaCerts.CERT_CHAIN, CaCerts.ROOT_CERT);

  private final MeshPlan plan;
  private final ReadableFields readable;
  private final CommittedSecrets committed;
  private final ReadableCertificates certificates;
  private final Optional<ChainLengths> chain;

  private final RootBundles bundles = new RootBundles();

  /** What shows of each committed file, by path: three checks ask for it, on all cores. */
  private final Map<String, Optional<SealedForm.Section>> sections = new ConcurrentHashMap<>();

  PublicParts(MeshPlan plan, CommittedSecrets committed) {
    this.plan = plan;
    this.readable = new ReadableFields(plan.mesh());
    this.committed = committed;
    this.certificates = new ReadableCertificates(plan, committed, bundles);
    // Who signs elsewhere makes chains as they like.
    this.chain =
        plan.signs().isElsewhere() ? Optional.empty() : Optional.of(new ChainLengths(committed));
  }

  /**
   * {@link Code#SEALED_FORM} or {@link Code#CERTIFICATE_DIFFERS}, for a file that a render would
   * not have sealed like this.
   */
  Optional<Diagnostic> problem(SecretPlan secret, byte[] bytes, SealedFacts facts) {
    if (!secret.isSealedBySops()) {
      return carried(secret, bytes, facts);
    }
    Optional<SealedForm.Section> section = section(secret, bytes);
    boolean cacerts = secret.kind() == SecretPlan.Kind.CACERTS;
    boolean keysOnly = cacerts || secret.kind() == SecretPlan.Kind.REQUEST;
    if (section.isEmpty() || !keysOnly && section.get().rule() != SealRule.SECTIONS) {
      return read(secret, bytes, facts);
    }
    if (!cacerts) {
      return Optional.empty();
    }
    return section.get().rule() == SealRule.SECTIONS
        ? lengths(secret, section.get().lengths())
        : certificates(secret, section.get().values(), facts);
  }

  /**
   * Who can open a file that sops sealed.
   *
   * @throws SealException if the file is not one that sops could have written
   */
  Readers readers(SecretPlan secret, byte[] bytes) throws SealException {
    Optional<Readers> shown = section(secret, bytes).flatMap(SealedForm.Section::readers);
    return shown.isPresent() ? shown.get() : SopsReaders.of(bytes);
  }

  /** As {@link SealSecret#hidesCertificates}. */
  boolean hidesCertificates(SecretPlan secret, byte[] bytes) {
    if (secret.kind() != SecretPlan.Kind.CACERTS || !secret.isSealedBySops()) {
      return false;
    }
    Optional<SealedForm.Section> section = section(secret, bytes);
    return section.isPresent()
        ? section.get().rule() == SealRule.SECTIONS
        : SealSecret.hidesCertificates(secret, bytes);
  }

  private Optional<SealedForm.Section> section(SecretPlan secret, byte[] bytes) {
    return sections.computeIfAbsent(secret.path(), path -> readable.form(secret).section(bytes));
  }

  /** All but certificates is written again by each run, and so compared by {@code --check}. */
  private Optional<Diagnostic> carried(SecretPlan secret, byte[] bytes, SealedFacts facts) {
    try {
      Map<String, String> files = readable(secret, bytes);
      if (files.isEmpty()
          && facts.certificate().filter(LockedCertificate::isImported).isPresent()) {
        return Optional.empty();
      }
      return secret.kind() == SecretPlan.Kind.CACERTS
          ? files.keySet().containsAll(READABLE)
              ? certificates(secret, files, facts)
              : Optional.of(form(secret, "it lacks certificates"))
          : Optional.empty();
    } catch (SealException e) {
      return Optional.of(form(secret, e.getMessage()));
    }
  }

  /** As sops may have written it: in another order or with other quotes, but nothing more. */
  private Optional<Diagnostic> read(SecretPlan secret, byte[] bytes, SealedFacts facts) {
    List<String> words = new ArrayList<>();
    try {
      SopsFile file = SopsFile.read(bytes);
      words.addAll(file.problems());
      SealRule rule = file.rule().orElse(SealRule.SECTIONS);
      readable.difference(secret, rule, file.fields()).ifPresent(words::add);
      SortedSet<String> expected = readable.sealed(secret, rule);
      Set<String> found = file.plaintextLengths().keySet();
      if (secret.kind() != SecretPlan.Kind.BUNDLED && !found.equals(expected)) {
        words.add(
            "it holds "
                + String.join(", ", new TreeSet<>(found))
                + " instead of "
                + String.join(", ", expected));
      }
      if (words.isEmpty() && rule == SealRule.KEYS && secret.kind() == SecretPlan.Kind.CACERTS) {
        return certificates(secret, readable.values(secret, file.fields()), facts);
      }
      if (words.isEmpty() && secret.kind() == SecretPlan.Kind.CACERTS) {
        return lengths(secret, byName(file.plaintextLengths()));
      }
    } catch (SealException e) {
      words.add(e.getMessage());
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(form(secret, String.join("; ", words)));
  }

  /** Without the section that the values are in. */
  private static Map<String, Integer> byName(Map<String, Integer> lengths) {
    Map<String, Integer> byName = new TreeMap<>();
    lengths.forEach((path, length) -> byName.put(path.substring(path.indexOf('.') + 1), length));
    return byName;
  }

  private Optional<Diagnostic> lengths(SecretPlan secret, Map<String, Integer> lengths) {
    return chain.flatMap(each -> each.contradiction(lengths)).map(words -> form(secret, words));
  }

  private Diagnostic form(SecretPlan secret, String words) {
    return Diagnostic.of(
            Code.SEALED_FORM,
            at(secret),
            "the sealed file differs from what render would seal: " + words)
        .expecting("only the public part written by render")
        .hinting("restore the file and its lock from Git" + Remedy.orAnew(plan, secret));
  }

  RootBundles bundles() {
    return bundles;
  }

  /** The certificates that can be read in {@code cacerts}, by name; none in an older file. */
  Map<String, String> certificates(SecretPlan secret, byte[] bytes) {
    if (!secret.isSealedBySops()) {
      return carriedCertificates(secret, bytes);
    }
    Optional<SealedForm.Section> section = section(secret, bytes);
    if (section.isPresent()) {
      return section.get().values();
    }
    try {
      return readable.values(secret, SopsFile.read(bytes).fields());
    } catch (SealException e) {
      return Map.of();
    }
  }

  /**
   * A file with another certificate in it, where that takes no reading as YAML: of a thousand files
   * that would take longest.
   */
  Optional<byte[]> with(SecretPlan secret, byte[] bytes, String name, String text) {
    Optional<SealedForm.Section> section =
        secret.isSealedBySops() ? section(secret, bytes) : Optional.empty();
    return section
        .filter(shown -> shown.rule() == SealRule.KEYS)
        .flatMap(shown -> readable.form(secret).with(bytes, shown, name, text));
  }

  private static Map<String, String> carriedCertificates(SecretPlan secret, byte[] bytes) {
    try {
      return readable(secret, bytes);
    } catch (SealException e) {
      return Map.of();
    }
  }

  private static Map<String, String> readable(SecretPlan secret, byte[] bytes)
      throws SealException {
    return secret.isForController()
        ? SealedSecretFile.read(bytes).readable()
        : StoredFile.readable(bytes);
  }

  private Optional<Diagnostic> certificates(
      SecretPlan secret, Map<String, String> files, SealedFacts facts) {
    return certificates
        .difference(files, facts)
        .map(
            words ->
                Diagnostic.of(Code.CERTIFICATE_DIFFERS, at(secret), words)
                    .expecting(
                        "the certificate in the lock of the cluster, and that of "
                            + Layout.ROOT_CERTIFICATE)
                    .hinting(
                        "restore the file and its lock from Git" + Remedy.orAnew(plan, secret)));
  }

  private Span at(SecretPlan secret) {
    return Span.of(committed.folder() + "/" + committed.pathOf(secret));
  }
}
